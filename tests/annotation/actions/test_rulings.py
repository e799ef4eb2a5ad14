"""Writing a new version of the guideline: one draft, whole before it is published, fixed after."""

from typing import Any

import pytest
from django.db import connection

from annotation.actions import rulings
from annotation.actions.rulings import CodeTaken, DraftExists, NotADraft, NotPublishable, Wording
from annotation.choices import RulingDecision
from annotation.models import AuditEntry, GuidelineVersion, Ruling
from annotation.queries import guidelines, workbench
from tests.factories import NOW, BatchFactory
from tests.refusals import refused_by_trigger

pytestmark = pytest.mark.django_db
TEXTS = {code: {"title": f"Drones {code}", "body": "Strike them when none is seen."} for code in ("en", "ko", "zh")}
DRONES = Wording(RulingDecision.JUDGE, {"words": {"en": ["drone"]}}, TEXTS, ())
ACT: dict[str, Any] = {"actor": "ruth", "now": NOW}


@pytest.fixture
def draft() -> GuidelineVersion:
    return rulings.begin_draft(**ACT)


def publish(draft: GuidelineVersion) -> None:
    rulings.publish(version=draft, reason="a question", **ACT)


def test_a_draft_begins_as_the_newest_version(draft: GuidelineVersion) -> None:
    first = GuidelineVersion.objects.get(number=1)

    assert (draft.number, draft.published_at) == (2, None)
    assert [one.code for one in guidelines.rulings(draft)] == [one.code for one in guidelines.rulings(first)]
    assert guidelines.changed(draft, guidelines.rulings(draft)) == []


def test_there_is_one_draft_at_a_time(draft: GuidelineVersion) -> None:
    with pytest.raises(DraftExists):
        rulings.begin_draft(**ACT)

    rulings.drop_draft(version=draft, **ACT)
    assert rulings.begin_draft(**ACT).number == 2


def test_a_changed_ruling_is_published_and_told_to_annotators(draft: GuidelineVersion) -> None:
    rulings.add_ruling(version=draft, code="drones", wording=DRONES, **ACT)

    publish(draft)

    assert workbench.guideline_json(image_url=lambda image, name: "", seen=1)["changed"] == ["Drones en"]
    assert AuditEntry.objects.get(act="publish_guideline").detail == {
        "reason": "a question",
        "new": ["drones"],
        "changed": [],
        "gone": [],
    }
    assert BatchFactory(guideline__number=2).guideline.number == 2


@pytest.mark.parametrize("code", ["en", "ko", "zh"])
def test_a_missing_translation_blocks_publishing(draft: GuidelineVersion, code: str) -> None:
    texts = {**TEXTS, code: {"title": "Drones", "body": ""}}
    wording = Wording(RulingDecision.JUDGE, None, texts, ())
    rulings.add_ruling(version=draft, code="drones", wording=wording, **ACT)

    with pytest.raises(NotPublishable, match=f"^drones: no {code} body$"):
        publish(draft)

    draft.refresh_from_db()
    assert draft.published_at is None
    assert workbench.newest_guideline() == 1


def test_nothing_changed_is_nothing_to_publish(draft: GuidelineVersion) -> None:
    with pytest.raises(NotPublishable, match="Nothing says anything else"):
        publish(draft)


def test_what_is_no_matcher_is_not_published(draft: GuidelineVersion) -> None:
    wording = Wording(RulingDecision.JUDGE, {"pattern": "(a+)+"}, TEXTS, ())
    rulings.change_ruling(version=draft, code="objects", wording=wording, **ACT)

    with pytest.raises(NotPublishable, match=r"^objects: a pattern is a short expression"):
        publish(draft)


def test_a_code_stands_once_and_the_others_keep_their_numbers(draft: GuidelineVersion) -> None:
    rulings.add_ruling(version=draft, code="drones", wording=DRONES, **ACT)
    with pytest.raises(CodeTaken):
        rulings.add_ruling(version=draft, code="drones", wording=DRONES, **ACT)

    rulings.remove_ruling(version=draft, code="counts", **ACT)

    numbers = [one.number for one in guidelines.rulings(draft)]
    assert numbers == [1, 2, 3, *range(5, 26)]


def test_what_was_published_is_changed_by_no_act(draft: GuidelineVersion) -> None:
    rulings.add_ruling(version=draft, code="drones", wording=DRONES, **ACT)
    publish(draft)

    for act in (
        lambda: rulings.change_ruling(version=draft, code="drones", wording=DRONES, **ACT),
        lambda: rulings.add_ruling(version=draft, code="more", wording=DRONES, **ACT),
        lambda: rulings.remove_ruling(version=draft, code="drones", **ACT),
        lambda: rulings.drop_draft(version=draft, **ACT),
        lambda: publish(draft),
    ):
        with pytest.raises(NotADraft):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE annotation_ruling SET decision = 'never' WHERE code = 'objects'",
        "DELETE FROM annotation_ruling WHERE code = 'objects'",
    ],
)
def test_the_database_keeps_what_was_published(statement: str) -> None:
    with (
        refused_by_trigger("a published guideline stays as it is: begin the next version"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert Ruling.objects.filter(guideline__number=1).count() == 24
