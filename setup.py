"""Compiles how a sentence is read, where PROCLINT_COMPILE=1 asks for it; all else of the build is in pyproject.toml.

mypyc makes C of these modules as they are: what is read is the same, in about half the time. Without it, as in an
editable install, they run as plain Python. Their constants are Final, which spares the compiled ones a look-up each.
"""

import os
import sys

from setuptools import setup

# From the words of a sentence to who does what for whom: each word of each page passes through these.
COMPILED = [
    "proclint/names.py",
    *(
        f"proclint/reading/{module}.py"
        for module in (
            "capitals", "choices", "clauses", "customers", "duties", "effects", "grammar", "leads", "naming",
            "neighbours", "openings", "parties", "phrases", "possessors", "pronouns", "purposes", "roles", "sentence",
            "tagging", "told", "words",
        )
    ),
]  # fmt: skip

if os.environ.get("PROCLINT_COMPILE") == "1" and "bdist_wheel" in sys.argv:  # and not when only metadata are asked for
    from mypyc.build import mypycify

    setup(ext_modules=mypycify(COMPILED, opt_level="3", debug_level="0", group_name="proclint"))
else:
    setup()
