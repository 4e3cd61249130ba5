"""Where a link leads: from what an author wrote to the page of the workspace that is meant.

It does not know which pages there are.
"""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

PAGES = (".md", ".markdown", ".bpmn")

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TEMPLATE = re.compile(r"[{}<>$*\\]|%[A-Z]")  # what a site generator or a reader fills in


def page_of(path: str, target: str) -> str | None:
    """The page that a link in the page at `path` leads to, relative to the workspace ("../a.md" lies outside of it).

    None where it leads to no page in a folder nearby: to another site, to the top folder of a site, within its own
    page, to a file of another kind.
    """
    written = re.split(r"[#?]", target.strip(), maxsplit=1)[0]
    if not written or written.startswith("/") or _SCHEME.match(written) or _TEMPLATE.search(written):
        return None
    written = unquote(written)
    if not written.lower().endswith(PAGES) or "\0" in written:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
