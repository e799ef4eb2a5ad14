"""`./run look`: the pictures of the documents, and the screens that the visual tests compare with, taken anew."""

import os
from collections.abc import Sequence

from . import checks
from .steps import Steps

TESTS = ("tests/e2e/test_look.py", "tests/e2e/test_documents.py")


def record(steps: Steps, arguments: Sequence[str]) -> int:
    """Take them all, or with `-k` some. The code to exit with."""
    os.environ["STRIKEOUT_LOOK"] = "record"
    return checks.test(steps, [*TESTS, "-q", *arguments])
