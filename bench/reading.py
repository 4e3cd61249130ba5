"""How many sentences are read in a second on one core, from their text to who does what for whom and why.

What is measured: `Sentence` and `acts`, that is words, tags, segments, clauses, roles, purposes. Not in it: Markdown,
lists, the spans of what was found, the graph. The texts are the items and paragraphs of real and made-up pages, cut
into sentences, each distinct one once a round; garbage is looked for as seldom as in a run from the command line. The
memo of the forms of words is emptied before each round ("cold"), or the words of the round before are still known
("warm"), as after the first few hundred pages. Beside it, in the same rounds: lark's own LALR parser on the same rows
of tags, a yardstick for the speed of the machine.

    python bench/reading.py [FOLDER...]     default: pages beside the repository, if any, tests/cases and examples
"""

from __future__ import annotations

import gc
import statistics
import sys
import time
from pathlib import Path

from proclint.__main__ import GARBAGE
from proclint.reading import words
from proclint.reading.clauses import Pass
from proclint.reading.grammar import grammar
from proclint.reading.markdown import parse
from proclint.reading.prose import texts_of
from proclint.reading.refusal import Refusal
from proclint.reading.roles import acts
from proclint.reading.sentence import Sentence
from proclint.reading.splitting import split
from proclint.reading.tagging import tag
from proclint.reading.words import Words

ROUNDS = 9
ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT.parent / "shared" / "gold" / "handbooks" / "pages", ROOT / "tests" / "cases", ROOT / "examples")


def sentences(folders: list[Path]) -> list[str]:
    """The distinct sentences of all pages below the folders, in order."""
    found: dict[str, None] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*.md")):
            try:
                page = parse(file.read_text(encoding="utf-8", errors="replace"))
            except Refusal:
                continue
            for text in texts_of(page):
                for start, end in split(text.visible):
                    found.setdefault(text.visible[start:end])
    return list(found)


def read_all(texts: list[str]) -> None:
    """Read each sentence whole."""
    for text in texts:
        acts(Sentence(text, 0, len(text), imperative=True), prose=False)


def stages(texts: list[str]) -> dict[str, float]:
    """Microseconds a sentence in each stage, one stage after the other over all sentences."""
    taken: dict[str, float] = {}

    def clock(name: str, start: float) -> None:
        taken[name] = (time.perf_counter() - start) / len(texts) * 1e6

    start = time.perf_counter()
    split_up = [Words(text) for text in texts]
    clock("words", start)
    start = time.perf_counter()
    rows = [tag(one, imperative=True) for one in split_up]
    clock("tags", start)
    start = time.perf_counter()
    for row in rows:
        grammar().parse(row)
    clock("lark", start)
    start = time.perf_counter()
    for row in rows:
        grammar().segments(row)
    clock("segments", start)
    made = [Sentence(text, 0, len(text), imperative=True) for text in texts]
    start = time.perf_counter()
    for sentence in made:
        Pass(sentence).run()
    clock("clauses", start)
    start = time.perf_counter()
    for sentence in made:
        acts(sentence, prose=False)
    clock("roles", start)
    return taken


def main() -> None:
    """Measure and print."""
    gc.set_threshold(GARBAGE, 20, 20)
    folders = [Path(name) for name in sys.argv[1:]] or [folder for folder in FOLDERS if folder.is_dir()]
    texts = sentences(folders)
    read = [Sentence(text, 0, len(text), imperative=True) for text in texts]
    tokens = sum(len(sentence.segments) for sentence in read) / len(read)
    length = sum(len(sentence.words.forms) for sentence in read) / len(read)
    del read
    how = "plain Python" if str(words.__file__).endswith(".py") else "compiled, as setup.py says"
    print(f"{len(texts)} distinct sentences of the pages below {', '.join(folder.name for folder in folders)}")
    print(f"proclint runs as {how}")
    print(f"{length:.1f} words and signs a sentence, {tokens:.2f} segments (tokens of the sentence grammar) a sentence")
    cold, warm, parts = [], [], []
    for _ in range(ROUNDS):
        words.forget()
        start = time.perf_counter()
        read_all(texts)
        cold.append((time.perf_counter() - start) / len(texts) * 1e6)
        start = time.perf_counter()
        read_all(texts)
        warm.append((time.perf_counter() - start) / len(texts) * 1e6)
        parts.append(stages(texts))
    lark = statistics.median(part["lark"] for part in parts)
    for name, figures in (("cold", cold), ("warm", warm)):
        middle, best = statistics.median(figures), min(figures)
        ratio = statistics.median(figure / part["lark"] for figure, part in zip(figures, parts, strict=True))
        print(
            f"{name}: {1e6 / middle:,.0f} sentences a second (median of {ROUNDS}; best {1e6 / best:,.0f}), "
            f"{middle:.1f} us each, {ratio:.2f} times what lark's parser alone takes for its tags ({lark:.1f} us)"
        )
    print("stages, us a sentence, median: " + ", ".join(
        f"{name} {statistics.median(part[name] for part in parts):.1f}" for name in parts[0] if name != "lark"
    ))  # fmt: skip


if __name__ == "__main__":
    main()
