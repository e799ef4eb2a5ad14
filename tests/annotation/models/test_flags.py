"""What the database refuses of flags and of notes."""

from typing import Any

import pytest
from django.db import DataError, transaction

from annotation.choices import LONGEST_NOTE, FlagReason
from tests.factories import FlagFactory, SkipNoteFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reasons", [["ugly"], [FlagReason.NSFW, "ugly"], [""]])
def test_a_flag_has_known_reasons(reasons: list[str]) -> None:
    with refused_by("flag_reasons_known"):
        FlagFactory(reasons=reasons)


def test_a_flag_has_a_reason() -> None:
    with refused_by("flag_has_a_reason"):
        FlagFactory(reasons=[])


def test_a_flag_may_have_every_reason() -> None:
    assert FlagFactory(reasons=FlagReason.values).reasons == FlagReason.values


@pytest.mark.parametrize("make", [FlagFactory, SkipNoteFactory])
def test_a_note_is_short(make: Any) -> None:
    assert make(note="x" * LONGEST_NOTE).note == "x" * LONGEST_NOTE
    with pytest.raises(DataError), transaction.atomic():
        make(note="x" * (LONGEST_NOTE + 1))


def test_who_passes_a_pair_on_has_a_known_reason() -> None:
    with refused_by("skipnote_reason_known"):
        SkipNoteFactory(reason="bored")


def test_a_note_on_a_skip_says_something() -> None:
    with refused_by("skipnote_says_something"):
        SkipNoteFactory(note="")
