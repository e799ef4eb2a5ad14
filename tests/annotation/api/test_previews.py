"""What acts would bring, asked by programs; nothing of it is done."""

from typing import Any

import pytest

from annotation.actions import tallies
from annotation.choices import Scope
from annotation.models import AuditEntry, Batch, Member, OverlapChange, SetAside
from tests.annotation.api.programs import Program
from tests.annotation.tables import RED, Table
from tests.factories import NOW, AnnotatorFactory, BatchPairFactory, ImageFactory, MemberFactory

pytestmark = pytest.mark.django_db


def picked(found: dict[str, Any], names: str) -> tuple[Any, ...]:
    return tuple(found[name] for name in names.split())


def test_a_batch_is_foretold_before_it_is_opened() -> None:
    program = Program(Scope.WRITE_BATCHES)
    reader = AnnotatorFactory(languages=["ko"])
    ImageFactory.create_batch(2, prompt__language="en")
    ImageFactory(prompt__traits=["instruction"])

    found = program.post("previews/batch", annotators=[reader.user.username], wanted=2, at_most=2)

    assert picked(found, "n_found n_picked left_out_by_trait") == (3, 2, {"instruction": 1})
    assert picked(found["expected"], "n_opinions currency pay_rule assumes") == (4, "USD", None, True)
    assert found["gaps"] == [{"language": "en", "sensitive": False, "n_pairs": 2, "n_readers": 0}]
    assert not Batch.objects.exists()
    assert not AuditEntry.objects.exists()


def test_nobody_chosen_leaves_no_gaps() -> None:
    ImageFactory()

    assert Program(Scope.WRITE_BATCHES).post("previews/batch")["gaps"] is None


def test_another_number_of_opinions_is_foretold() -> None:
    program, batch = Program(Scope.WRITE_BATCHES), BatchPairFactory().batch
    MemberFactory.create_batch(3, batch=batch)

    too_early = program.post("previews/overlap", batch=batch.name, wanted=3, at_most=3)
    tallies.count_batch(batch=batch, now=NOW)
    found = program.post("previews/overlap", batch=batch.name, wanted=3, at_most=3)

    said = {"batch": "It is not counted yet; ask again in some seconds."}
    assert picked(too_early, "status message") == (422, said)
    assert picked(found, "n_changing n_before n_after is_least before after") == (1, 2, 3, False, None, None)
    assert program.post("previews/overlap", batch="lost", wanted=3, at_most=3)["status"] == 404
    assert not OverlapChange.objects.exists()


def test_judgments_that_may_be_set_aside_are_foretold() -> None:
    program, table = Program(Scope.WRITE_PAIRS), Table(name="pilot")
    for who in (0, 1):
        table.judge(who, RED)
    whose = table.members[0].annotator.user.username

    found = program.post("previews/set-aside", annotator=whose, batch="pilot")

    assert picked(found, "n_judgments n_settled n_reopened n_at_desk n_asked is_estimate") == (1, 1, 1, 0, 1, False)
    assert isinstance(found["work"], float)
    assert program.post("previews/set-aside", annotator="nobody")["status"] == 404
    assert not SetAside.objects.exists()


def test_an_exchange_of_people_is_foretold() -> None:
    program, table = Program(Scope.WRITE_PEOPLE), Table(name="pilot")
    table.claim(0)
    leaver, joiner = table.members[0].annotator, AnnotatorFactory(languages=[])
    exchange = {"leaver": leaver.user.username, "joiner": joiner.user.username}

    found = program.post("previews/replacements", exchanges=[exchange])

    assert found["exchanges"] == [
        exchange | {"n_leases": 1, "works_in": ["pilot"], "waits_in": [], "languages_missed": sorted(leaver.languages)}
    ]
    assert not Member.objects.filter(annotator=joiner).exists()
    assert program.post("previews/replacements", exchanges=[exchange | {"joiner": "lost"}])["status"] == 422


def test_a_token_that_only_reads_previews_nothing() -> None:
    assert Program(Scope.READ_BATCHES).post("previews/batch")["status"] == 403
