"""A program writes a version of the guideline, counts what it touches, and publishes it with what becomes of that."""

from typing import Any

import pytest

from annotation.choices import Role, Scope
from annotation.models import AuditEntry, GuidelineVersion, Notice, Reach, Ruling
from tests.annotation.actions.test_reaches import TEXTS, settled, work
from tests.annotation.api.programs import Program
from tests.annotation.tables import APPLE, Table
from tests.factories import ReachFactory, TouchedFactory

pytestmark = pytest.mark.django_db
FRUIT: dict[str, Any] = {"act": "write", "matcher": {"words": {"en": ["apple"]}}, "texts": TEXTS}
NOTICE = {"en": "Drawn fruit is fruit."}


@pytest.fixture
def program() -> Program:
    return Program(Scope.READ_RULINGS, Scope.WRITE_RULINGS)


def acts() -> list[tuple[str, str]]:
    return [*AuditEntry.objects.exclude(act="use_token").order_by("pk").values_list("act", "subject")]


def test_a_version_is_written_counted_and_published_with_what_becomes_of_its_pairs(program: Program) -> None:
    apple, fresh = settled(APPLE), Table()
    begun = program.post("rulings", act="begin")
    written = program.post("rulings/2/rulings/fruit", **FRUIT)

    counting = program.post("rulings/2", act="count")
    early = program.post("rulings/2", act="publish", reason="asked by Mina", remedy="round")
    work()
    counted = program.get("rulings/2")
    [touched] = program.get("rulings/2/reach", kind="settled")["pairs"]
    published = program.post(
        "rulings/2", act="publish", reason="asked by Mina", remedy="round", follows=True, notice=NOTICE
    )
    work()

    assert [row["number"] for row in begun["versions"]] == [2, 1]
    assert written["changed"] == [{"code": "fruit", "how": "new"}]
    assert (counting["reach"]["stage"], counting["reach"]["is_under_way"]) == ("pairs", True)
    assert (early["status"], early["code"]) == (409, "not_counted")
    assert (counted["reach"]["stage"], counted["reach"]["is_counted"]) == ("counted", True)
    assert counted["reach"]["counts"] == {"fresh": 1, "leased": 0, "begun": 0, "settled": 1, "kept": 0}
    cost = counted["reach"]["cost"]
    assert (cost["n_opinions"], cost["cost"], cost["currency"]) == (2, "5.00", "USD")
    assert (touched["pair"], touched["words"]) == (apple.pair.pk, [APPLE])
    assert (published["status"], published["problems"]) == (200, [])
    reach = Reach.objects.get()
    assert (reach.remedy, reach.n_moved, reach.n_followed, reach.reason) == ("round", 1, 1, "asked by Mina")
    version = GuidelineVersion.objects.get(number=2)
    assert (version.notice, fresh.now().under) == (NOTICE, version)
    assert {*Notice.objects.values_list("user__username", flat=True)} == {
        member.annotator.user.username for member in apple.members[:2]
    }
    assert acts()[:4] == [
        ("begin_guideline", "guideline 2"),
        ("add_ruling", "guideline 2"),
        ("count_reach", "guideline 2"),
        ("publish_guideline", "guideline 2"),
    ]


def test_what_is_done_again_is_refused_with_its_reason(program: Program) -> None:
    program.post("rulings", act="begin")

    twice = program.post("rulings", act="begin")
    same = program.post("rulings/2", act="publish", reason="none")
    unchanged = program.post("rulings/2", act="count")
    program.post("rulings/2/rulings/fruit", **FRUIT)
    program.post("rulings/2", act="publish", reason="asked")
    again = program.post("rulings/2", act="publish", reason="asked")
    late = program.post("rulings/2/rulings/fruit", act="remove")
    nothing = program.post("rulings", act="drop")

    refused = [(row["status"], row["code"]) for row in (twice, same, unchanged, again, late, nothing)]
    assert refused == [
        (409, "draft_exists"),
        (409, "not_publishable"),
        (409, "nothing_named"),
        (409, "not_a_draft"),
        (409, "not_a_draft"),
        (404, "not_found"),
    ]
    assert same["message"] == "Nothing says anything else than the version before."


def test_a_ruling_is_changed_whole_and_removed_and_a_draft_dropped(program: Program) -> None:
    program.post("rulings", act="begin")
    program.post("rulings/2/rulings/fruit", **FRUIT | {"examples": [{"prompt": "an apple", "struck": ["apple"]}]})

    changed = program.post("rulings/2/rulings/fruit", act="write", decision="never")
    fruit = Ruling.objects.get(guideline__number=2, code="fruit")
    removed = program.post("rulings/2/rulings/fruit", act="remove")
    absent = program.post("rulings/2/rulings/fruit", act="remove")
    dropped = program.post("rulings", act="drop")

    assert (fruit.decision, fruit.matcher, fruit.examples) == ("never", None, [])
    assert changed["problems"] == ["fruit: no en title, en body, ko title, ko body, zh title, zh body"]
    [change] = AuditEntry.objects.filter(act="change_ruling")
    assert (change.detail["before"]["decision"], change.detail["after"]["decision"]) == ("judge", "never")
    assert (change.detail["before"]["matcher"], change.detail["after"]["matcher"]) == (FRUIT["matcher"], None)
    assert AuditEntry.objects.get(act="remove_ruling").detail["before"]["decision"] == "never"
    assert (removed["changed"], absent["status"]) == ([], 404)
    assert [row["number"] for row in dropped["versions"]] == [1]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"matcher": {"pattern": "(a+)+"}}, "matcher"),
        ({"matcher": ["apple"]}, "matcher"),
        ({"matcher": {"words": {"en": ["a\0b"]}}}, "matcher"),
        ({"decision": "perhaps"}, "decision"),
        ({"texts": {"en": {"title": "x" * 151}}}, "texts"),
        ({"examples": [{"prompt": "an apple", "image": "none"}]}, "examples"),
        ({"examples": [{"prompt": "an apple"}] * 5}, "examples"),
    ],
)
def test_a_ruling_that_cannot_be_is_refused(program: Program, said: dict[str, Any], field: str) -> None:
    program.post("rulings", act="begin")

    answer = program.post("rulings/2/rulings/fruit", **FRUIT | said)

    assert (answer["status"], answer["code"], [*answer["message"]]) == (422, "malformed", [field])
    assert not Ruling.objects.filter(code="fruit").exists()


def test_nothing_is_published_without_a_reason(program: Program) -> None:
    program.post("rulings", act="begin")

    answer = program.post("rulings/2", act="publish")

    assert answer["message"] == {"reason": ["Say why it changes. The reason stays in the record."]}


@pytest.mark.parametrize("call", ["rulings", "rulings/1", "rulings/1/rulings/objects"])
def test_auditors_and_tokens_that_read_change_nothing(call: str) -> None:
    program = Program(Scope.READ_RULINGS, role=Role.AUDITOR)

    assert program.status("rulings/1") == 200
    assert program.post(call, act="begin")["status"] == 403
    assert not AuditEntry.objects.exists()


def test_touched_pairs_come_page_by_page(monkeypatch: pytest.MonkeyPatch, program: Program) -> None:
    monkeypatch.setattr("annotation.api.ruling_versions.PAGE", 2)
    reach = ReachFactory()
    found = [TouchedFactory(reach=reach).pair_id for _ in range(3)]

    first = program.get("rulings/2/reach", kind="fresh")
    second = program.get("rulings/2/reach", kind="fresh", after=first["next"])

    assert [[row["pair"] for row in page["pairs"]] for page in (first, second)] == [found[:2], found[2:]]
    assert second["next"] is None
    assert program.get("rulings/2/reach", kind="loud")["status"] == 422
