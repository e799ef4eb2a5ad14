"""Tables to take along."""

import csv
import json
from io import StringIO

import pytest
from django.http import StreamingHttpResponse
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.choices import SkipReason, SlotState
from annotation.models import Slot
from annotation.queries import table_rows
from annotation.queries.tables import TABLES
from tests.annotation.tables import RED, Table
from tests.factories import NOW, AuditEntryFactory, FlagFactory
from tests.guards.sources import models

pytestmark = pytest.mark.django_db


def text(by: Client, address: str) -> str:
    answer = by.get(address)
    assert isinstance(answer, StreamingHttpResponse)
    return b"".join(answer.streaming_content).decode()


def rows(by: Client, name: str) -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(text(by, f"/tables/{name}.csv"), newline=""))]


@pytest.mark.parametrize("name", TABLES)
def test_each_table_is_there_in_both_forms_with_all_its_headings(by_manager: Client, name: str) -> None:
    table = Table()
    table.judge(0, RED)

    head = text(by_manager, f"/tables/{name}.csv").split("\r\n")[0]
    told = json.loads(text(by_manager, f"/tables/{name}.json"))

    assert head == ",".join(TABLES[name].columns)
    assert all([*row] == [*TABLES[name].columns] for row in told)
    assert len(told) == TABLES[name].all.count()


# What managers and auditors take along holds nobody's pay: its owner has it among what is stored, the payroll its file.
PAY = (
    "AttendanceAct Attendee Contract DayApproval DayProposal EntryRequest LedgerEntry LedgerLine"
    " PayPeriod PayRead PayRule Payee PeriodStep Rate ReferenceWage"
)
# Tables that nobody takes along, and why.
ELSEWHERE = dict.fromkeys(PAY.split(), "pay") | {
    "Digest": "when a mail went out last: a mark of the mailing, no record of work",
    "GoldPlace": "numbers that are free for gold to come: a mark of the opening, no record of work",
    "AccountChoices": "how somebody wants their screen",
    "ArrivalFile": "files on their way in",
    "BatchSpread": "a count",
    "BatchTally": "a count",
    "DeskHold": "who has a case open now",
    "GuidelineVersion": "with its rulings",
    "Group": "with its members",
    "Heartbeat": "what pages report each minute; hours are what counts of it",
    "Meeting": "which pairs somebody was given; with the opinions",
    "Notice": "what somebody has read",
    "Pace": "a count",
    "Pulse": "which processes are alive now",
    "QualificationItem": "with the answers",
    "Reply": "the bytes of an answer; what it says is in its annotation",
    "CachedReply": "the same bytes once more, by their question",
    "Reveal": "whoever looks at covered pictures is not asked why",
    "RunTally": "a count",
    "SkipNote": "told to managers beside the pair, without the reason that is told to nobody",
    "StyleStep": "a question on styles; what came of it is in the tree, and its cost with its job",
    "Tokenisation": "made anew from the prompt",
    "Trail": "the way to an answer, for finding faults",
    "VerdictRecord": "the verdict once more, as exports paste it",
    "WorkTally": "a count",
}


def test_every_table_is_there_to_take_along_but_for_those_that_say_why_not() -> None:
    taken = {table.all.model.__name__ for table in TABLES.values()}

    assert taken | set(ELSEWHERE) == {model.__name__ for model in models()}
    assert not taken & set(ELSEWHERE)


def test_a_judgment_is_a_row_with_its_marks(by_manager: Client) -> None:
    table = Table()
    table.judge(0, RED)

    [row] = rows(by_manager, "judgments")
    [told] = json.loads(text(by_manager, "/tables/judgments.json"))

    who = table.members[0].annotator.user.username
    assert (row["annotator"], row["struck"], row["asked"], row["receipt"]) == (who, "[1]", "", "counted")
    assert (told["annotator"], told["struck"], told["asked"]) == (who, [1], None)


def test_text_that_a_spreadsheet_would_run_is_escaped_in_csv_alone(by_manager: Client) -> None:
    AuditEntryFactory(actor="=cmd()", detail={"n": -1})

    [row] = rows(by_manager, "record")
    [told] = json.loads(text(by_manager, "/tables/record.json"))

    assert (row["actor"], row["detail"]) == ("'=cmd()", '{"n": -1}')
    assert (told["actor"], told["detail"]) == ("=cmd()", {"n": -1})


def test_nobody_learns_who_flagged_or_that_a_pair_was_uncomfortable(by_manager: Client) -> None:
    table = Table()
    FlagFactory(pair=table.pair, annotator__user__username="ilse")
    for who, reason in enumerate([SkipReason.EXPERT, SkipReason.UNCOMFORTABLE]):
        table.claim(who)
        held = Slot.objects.filter(pair=table.pair, annotator=table.members[who].annotator)
        held.update(state=SlotState.SKIPPED, ordinal=None, lease_ends_at=None, skip_reason=reason, skipped_at=NOW)

    skipped = [row["skipped_because"] for row in rows(by_manager, "opinions") if row["annotator"]]

    assert skipped == ["expert", ""]
    assert "ilse" not in text(by_manager, "/tables/flags.csv")
    everything = " ".join(column for table in TABLES.values() for column in table.columns.values())
    assert not {"password", "token_hash", "exposure"} & set(everything.replace("__", " ").split())


def test_rows_come_by_their_keys_some_at_a_time(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotation.queries.table_rows.AT_ONCE", 2)
    entries = AuditEntryFactory.create_batch(5)

    with django_assert_num_queries(4):  # two, two, one, none
        found = [row[0] for row in table_rows.read(TABLES["record"])]

    assert found == [entry.pk for entry in entries]
