"""The API of the office tells and does what the pages do."""

import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.choices import MemberState, Scope
from annotation.models import Batch, ExportRun, Member
from dataset.models import Arrival
from tests.annotation.api.programs import Program
from tests.annotation.tables import RED, Table
from tests.factories import (
    AnnotatorFactory,
    ArrivalFactory,
    AuditEntryFactory,
    BatchFactory,
    ExportRunFactory,
    ImportRunFactory,
    MemberFactory,
)

pytestmark = pytest.mark.django_db
KEY = "7f3c6f1e-8c53-4f39-9d2a-3f5d0c1f1c11"


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_of_batches_takes_as_many_queries_for_one_as_for_three(
    n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    program = Program(Scope.READ_BATCHES)
    for _ in range(n):
        MemberFactory()
    program.get("batches")

    with django_assert_num_queries(7):  # token, batches, three of counts, two of those not counted yet
        found = program.get("batches")

    assert [row["n_members"] for row in found["batches"]] == [1] * n
    assert found["next"] is None


def test_rows_come_page_by_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.api.office.PAGE", 2)
    program = Program(Scope.READ_BATCHES)
    for number in range(3):
        BatchFactory(name=f"b{number}")

    first = program.get("batches")
    second = program.get("batches", before=first["next"])

    assert [[row["name"] for row in page["batches"]] for page in (first, second)] == [["b2", "b1"], ["b0"]]
    assert second["next"] is None


def test_a_batch_is_opened_and_its_members_changed() -> None:
    program = Program(Scope.READ_BATCHES, Scope.WRITE_BATCHES)
    table = Table()
    names = [member.annotator.user.username for member in table.members[:2]]
    said = {
        "name": "second",
        "annotators": names,
        "unjudged": False,
        "sample": 1,
        "seed": 7,
        "deadline": "2027-01-02",
    } | {"as_a_whole": True}

    opened = program.post("batches", **said)
    again = program.post("batches", **said)
    wrong = program.post("batches", **said | {"name": "third", "annotators": ["nobody"], "at_most": 1})
    left = program.post("batches/second/members", act="remove", annotator=names[0])
    AnnotatorFactory(user__username="zoe")
    joined = program.post("batches/second/members", act="add", annotator="zoe")

    batch = Batch.objects.get(name="second")
    assert (opened["status"], opened["n_members"], opened["opened_by"], opened["as_a_whole"]) == (200, 2, "ruth", True)
    assert (batch.n_pairs, batch.selection["sample"], batch.seed, str(batch.deadline)) == (1, 1, 7, "2027-01-02")
    assert (again["status"], again["code"]) == (409, "batch_name_taken")
    assert (wrong["status"], wrong["code"]) == (422, "malformed")
    states = {row["annotator"]: row["state"] for row in left["members"]}
    assert states == {names[0]: MemberState.REMOVED, names[1]: MemberState.ACTIVE}
    assert {row["annotator"] for row in joined["members"]} == {*names, "zoe"}
    assert Member.objects.filter(batch=batch, state=MemberState.ACTIVE).count() == 2


def test_figures_and_agreement_are_those_of_the_pages() -> None:
    program = Program(Scope.READ_FIGURES)
    table = Table()
    table.judge(0, RED)
    table.judge(1, RED)

    project = program.get("figures")
    batch = program.get(f"batches/{table.pair.batch.name}/agreement")

    assert (project["n_pairs"], project["n_uncounted"], project["forecast"], project["is_well"]) == (0, 1, None, False)
    assert batch["raw"] == {"value": 1.0, "why": "", "interval": None}
    assert batch["struck"]["value"] == 1.0
    assert (batch["n_pairs"], batch["n_judgments"]) == (1, 2)
    assert [row["annotator"] for row in batch["annotators"]] == [m.annotator.user.username for m in table.members[:2]]
    assert len(batch["days"]) == 1


def test_what_waits_at_the_desk_is_told_without_names() -> None:
    program = Program(Scope.READ_DISPUTES)
    table = Table(split_to_desk=True)
    table.judge(0, RED)
    table.judge(1)
    table.judge(2, RED)

    [found] = program.get("disputes", batch=table.pair.batch.name)["disputes"]

    assert found == {
        "pair": table.pair.pk,
        "picture": str(table.pair.image.public_id),
        "batch": table.pair.batch.name,
        "reason": table.now().desk_reason,
        "words": [RED],
        "strikes": [2],
        "judged": [3],
    }


def test_people_are_told_as_on_their_page() -> None:
    program = Program(Scope.READ_PEOPLE)
    AnnotatorFactory(user__username="mina", user__first_name="Mina", languages=["ko"])

    mina, ruth = program.get("people")["people"]

    assert (mina["username"], mina["name"], mina["languages"], mina["suspended_at"]) == ("mina", "Mina", ["ko"], None)
    assert (ruth["username"], ruth["roles"], ruth["is_locked"]) == ("ruth", ["manager"], False)
    assert program.get("people", after="mina")["people"] == [ruth]


def test_the_record_is_searched() -> None:
    program = Program(Scope.READ_RECORD)
    AuditEntryFactory(
        actor="otto", act="reopen_verdict", subject="pair 12", detail={"reason": "two pictures were mixed up"}
    )
    AuditEntryFactory(actor="otto", act="pause_batch", subject="batch pilot", detail={})

    by_words = program.get("record", words="mixed PICTURES")
    by_act = program.get("record", act="pause_batch", actor="otto")
    wrong = program.get("record", since_date="soon")

    assert [entry["subject"] for entry in by_words["entries"]] == ["pair 12"]
    assert [entry["subject"] for entry in by_act["entries"]] == ["batch pilot"]
    assert wrong["status"] == 422


def test_an_import_is_begun_and_started_from_a_folder_of_the_server(settings: Settings, tmp_path: Any) -> None:
    settings.IMPORT_ROOT, settings.UPLOAD_ROOT = str(tmp_path / "server"), tmp_path / "uploads"
    (tmp_path / "server" / "pairs").mkdir(parents=True)
    program = Program(Scope.READ_IMPORTS, Scope.WRITE_IMPORTS)

    begun = [program.post("arrivals", key=KEY, kind="folder", said="pairs") for _ in range(2)]
    outside = program.post("arrivals", key=KEY[:-1] + "2", kind="folder", said="../")
    early = program.post(f"arrivals/{KEY}", act="start")
    Arrival.objects.update(state="looked", look={"source": "pairs", "image_column": "file"})
    started = program.post(f"arrivals/{KEY}", act="start", licence="CC0")

    assert [row["state"] for row in begun] == ["looking", "looking"]
    assert (outside["status"], outside["code"]) == (409, "folder_refused")
    assert (early["status"], early["code"]) == (409, "arrival_not_now")
    assert (started["state"], Arrival.objects.get().actor) == ("importing", "ruth")
    assert Arrival.objects.get().wishes == {
        "source": "pairs",
        "image_column": "file",
        "licence": "CC0",
        "generator": "midjourney",
        "missing_images": "refuse",
    }
    assert [row["key"] for row in program.get("arrivals")["arrivals"]] == [KEY]


def test_runs_of_imports_and_exports_are_told_and_exports_asked_for_once() -> None:
    program = Program(Scope.READ_IMPORTS, Scope.READ_EXPORTS, Scope.WRITE_EXPORTS)
    run = ImportRunFactory(source="pilot")
    ArrivalFactory()
    BatchFactory(name="pilot")

    [imported] = program.get("imports")["imports"]
    asked = [program.post("exports", key=KEY, batches=["pilot"], way="leave_out") for _ in range(2)]
    unknown = program.post("exports", key=KEY, batches=["none"])
    stopped = program.post(f"exports/{asked[0]['id']}", act="stop")

    assert (imported["id"], imported["source"]) == (run.pk, "pilot")
    assert program.get(f"imports/{run.pk}")["id"] == run.pk
    assert [row["id"] for row in asked] == [ExportRun.objects.get().pk] * 2
    assert ExportRun.objects.get().options["sources"] == ["pilot"]
    assert unknown["status"] == 422
    assert stopped["state"] == "stopped"
    assert program.status(f"exports/{ExportRunFactory().pk}/test-set.zip") == 404


def test_a_table_is_streamed_whole_in_both_forms() -> None:
    program = Program(Scope.READ_TABLES)
    AuditEntryFactory(actor="=cmd()", subject="pair 1", detail={"n": -1})

    table = next(row for row in program.get("tables")["tables"] if row["name"] == "record")
    lines = program.client.get("/api/v1/tables/record.csv", headers={"Accept": "text/csv"}).getvalue().decode()
    [row] = json.loads(program.client.get("/api/v1/tables/record.json").getvalue())

    head, line, *_ = lines.split("\r\n")
    assert head == ",".join(table["columns"])
    assert "'=cmd()" in line
    assert (row["actor"], row["detail"]) == ("=cmd()", {"n": -1})
