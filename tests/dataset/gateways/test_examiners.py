import multiprocessing
import resource
from collections.abc import Iterator

import pytest

from dataset.gateways.examiners import Examiners, examine, examine_here
from dataset.gateways.pixels import Picture
from dataset.rules.reasons import PictureReason, Refused
from tests.dataset.collected import picture


def test_a_finding_is_a_picture_or_the_reason_against_it() -> None:
    good, bad = examine(picture(1)), examine(b"nothing")

    assert isinstance(good, Picture)
    assert isinstance(bad, Refused)
    assert bad.reason == PictureReason.BAD_FORMAT


def test_the_limit_of_memory_holds_only_while_a_picture_is_examined() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)

    assert isinstance(examine_here(picture(1)), Picture)
    assert resource.getrlimit(resource.RLIMIT_AS) == before


@pytest.mark.slow
def test_a_child_that_dies_takes_no_picture_with_it() -> None:
    def pictures() -> Iterator[tuple[int, bytes]]:
        yield 1, picture(1)
        yield 2, b"nothing"
        for child in multiprocessing.active_children():
            child.kill()
        yield 3, picture(3)

    with Examiners(1) as examiners:
        found = {tag: finding for tag, _, finding in examiners.each(pictures())}

    assert sorted(found) == [1, 2, 3]
    assert isinstance(found[1], Picture)
    assert isinstance(found[2], Refused)
    assert isinstance(found[3], Picture)
