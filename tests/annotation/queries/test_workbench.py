"""What the workbench is told."""

from typing import Any
from uuid import UUID

import pytest

from annotation.choices import RulingDecision
from annotation.queries.workbench import guideline_json, listed_words
from tests.factories import ImageFactory, RulingFactory


def nowhere(image: UUID, rendition: str) -> str:
    return f"/{image}/{rendition}"


def test_a_ruling_comes_with_its_words_of_every_language_but_not_with_those_never_judged() -> None:
    matcher = {"words": {"en": ["Four", "a crowd"], "ko": ["네"]}}

    assert listed_words(RulingFactory.build(matcher=matcher)) == ["a crowd", "four", "네"]
    assert listed_words(RulingFactory.build(matcher=matcher, decision=RulingDecision.NEVER)) == []
    assert listed_words(RulingFactory.build(matcher=None)) == []


def guideline(number: int, *rulings: tuple[str, dict[str, Any]]) -> None:
    for place, (code, said) in enumerate(rulings, start=1):
        more: dict[str, Any] = {"decision": said.get("decision", "judge"), "matcher": said.get("matcher")}
        texts = {"en": {"title": code.title(), "body": said.get("body", "")}, "ko": {"title": code, "body": ""}}
        RulingFactory(guideline__number=number, number=place, code=code, texts=texts, **more)


@pytest.mark.django_db
def test_a_changed_guideline_names_the_rulings_that_differ_from_what_was_seen() -> None:
    guideline(7, ("kept", {}), ("worded", {}), ("decided", {}), ("matched", {}), ("dropped", {}))
    guideline(
        9,
        ("worded", {"body": "otherwise"}),
        ("kept", {}),
        ("decided", {"decision": "lenient"}),
        ("matched", {"matcher": {"words": {"en": ["tall"]}}}),
        ("added", {}),
    )
    guideline(10)

    found = guideline_json(image_url=nowhere, seen=7)

    assert (found["number"], [ruling["title"] for ruling in found["rulings"]]) == (
        9,
        ["Worded", "Kept", "Decided", "Matched", "Added"],
    )
    assert found["changed"] == ["Worded", "Decided", "Matched", "Added", "Dropped"]
    assert guideline_json(image_url=nowhere, seen=7, language="ko")["changed"] == [
        "decided",
        "matched",
        "added",
        "dropped",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("seen", [None, 3, 9, 12])
def test_who_saw_none_or_the_newest_or_one_that_is_not_kept_is_told_of_no_change(seen: int | None) -> None:
    guideline(9, ("kept", {}))

    assert guideline_json(image_url=nowhere, seen=seen)["changed"] == []


@pytest.mark.django_db
def test_a_ruling_shows_the_pictures_that_everybody_may_see() -> None:
    shown, sensitive, blocked = (ImageFactory(sensitivity=kind) for kind in ("safe", "sensitive", "blocked"))
    said = {"prompt": "a toy dog", "picture": "A toy dog.", "struck": ["dog"], "language": "en"}
    pictured = [said | {"image": str(image.public_id)} for image in (shown, sensitive, blocked)]
    RulingFactory(guideline__number=9, examples=[said, *pictured])

    [ruling] = guideline_json(image_url=nowhere)["rulings"]

    size = {"width": shown.width, "height": shown.height}
    assert ruling["examples"] == [said | {"src": f"/{shown.public_id}/512"} | size]
