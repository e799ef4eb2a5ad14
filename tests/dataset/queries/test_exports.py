"""What an export reads: in what order, and of which moment."""

import json
from pathlib import Path

import orjson
import pytest
from django.db import connection
from django.db.utils import InternalError
from hypothesis import given
from hypothesis import strategies as st

from dataset.actions import reannotations
from dataset.actions.exports import RecordMissing
from dataset.gateways.snapshots import reading
from dataset.models import Prompt, VerdictRecord
from dataset.queries import candidates, exports
from dataset.queries.exported import EXPORTED_ID
from dataset.rules.cleaning import Level
from dataset.rules.copied_rows import verdict_row
from dataset.rules.exported_ids import Range, exported_id, ranges
from dataset.rules.exports import ExportOptions, VerdictRow
from tests import database
from tests.dataset import settled
from tests.dataset.exporting import write
from tests.factories import NOW, CaptionFactory, PromptFactory, PromptWordsFactory, QuestionFactory

TEXT = "a red apple and yellow bananas"
[EVERY] = ranges(1)

pytestmark = pytest.mark.django_db(transaction=True)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), st.text("/-_.고🐈"))
def test_the_database_makes_the_same_ids_as_the_rule(source: str, source_key: str) -> None:
    sql = f"SELECT {EXPORTED_ID}::text FROM (SELECT %s AS source, %s AS source_key) i"  # noqa: S608  a constant

    with connection.cursor() as cursor:
        cursor.execute(sql, [source, source_key])
        [found] = cursor.fetchone()

    assert found == exported_id(source, source_key)


def read(options: ExportOptions = ExportOptions(), ids: Range = EVERY) -> list[VerdictRow]:  # noqa: B008  frozen
    with reading(exports.shared_snapshot()) as cursor:
        chunks = list(candidates.raw(cursor, options, ids, 2))
    return [verdict_row(line) for rows in chunks for line in rows.decode().removesuffix("\n").split("\n")]


def test_verdicts_come_in_the_order_of_their_ids() -> None:
    for number in (200, 3, 100, 1):
        settled.settled(number, TEXT)

    with exports.snapshot():
        rows = read()

    assert [row.x_id for row in rows] == [settled.x_id(number) for number in (1, 3, 100, 200)]


def test_what_happens_during_an_export_does_not_show_in_it() -> None:
    settled.settled(1, TEXT)

    with exports.snapshot():
        assert exports.n_verdicts(ExportOptions()) == 1
        with database.superuser(database.name()) as other:
            other.execute("UPDATE dataset_image SET withdrawn_at = now()")
        [row] = read()

    assert row.withdrawn == "false"


def test_an_export_cannot_change_a_row() -> None:
    prompt = PromptFactory()

    with pytest.raises(InternalError, match="read-only transaction"), exports.snapshot():
        Prompt.objects.filter(pk=prompt.pk).update(language="ko")


def test_what_hangs_on_the_clean_prompt_comes_with_its_pair() -> None:
    for number in (1, 2, 3):
        verdict = settled.settled(number, f'{TEXT} and "{number}" \\ \t\n!', arguments={"ar": 'a\\b\t"'})
        if number != 2:
            CaptionFactory(prompt=verdict.tidy_prompt, text=f"Of {number}.")
            PromptWordsFactory(prompt=verdict.tidy_prompt, kind="style", words=['"ink" \\', "a\nb"])
            PromptWordsFactory(prompt=verdict.tidy_prompt, kind="other", words=[])
            QuestionFactory(prompt=verdict.tidy_prompt, position=1, text="First?")
            QuestionFactory(prompt=verdict.tidy_prompt, position=0, text="Zeroth?")

    reannotations.look_at_all(now=NOW)

    with exports.snapshot():
        first, bare, third = read()

    assert json.loads(first.prompt) == f'{TEXT} and "1" \\ \t\n!'
    assert json.loads(first.arguments) == {"ar": 'a\\b\t"'}
    options = ["an apple", "a pear", "a plum", "a fig"]
    assert json.loads(first.texts) == [
        {"style": ['"ink" \\', "a\nb"], "other": []},
        "Of 1.",
        [["content", "Zeroth?", options, 0], ["content", "First?", options, 0]],
    ]
    assert (bare.texts, json.loads(third.texts)[1]) == ("", "Of 3.")


def test_ranges_hold_every_pair_once() -> None:
    for number in (1, 100, 127, 128, 200):
        settled.settled(number, TEXT)

    with exports.snapshot():
        found = [[row.x_id for row in read(ids=ids)] for ids in ranges(2)]

    assert found == [[settled.x_id(n) for n in (1, 100, 127)], [settled.x_id(n) for n in (128, 200)]]


def test_judgments_are_counted_by_verdict() -> None:
    settled.settled(1, TEXT)
    settled.settled(2, TEXT, verdict__evidence=[])

    with exports.snapshot():
        assert [json.loads("{" + row.votes)["judgments"] for row in read()] == [2, 0]


@pytest.mark.parametrize("text", ['"ink" \\ \x01\x7f/', "tab\tfeed\nreturn\r\b\f", "고양이 🐈 \u2028"])
def test_the_strict_text_is_the_same_json_that_records_hold(text: str) -> None:
    verdict = settled.settled(1, f"{text} a red apple")

    with exports.snapshot():
        [row] = read(ExportOptions(level=Level.STRICT))

    assert row.clean_prompt == orjson.dumps(verdict.strict_text).decode()


def test_a_verdict_without_its_record_is_not_left_out_in_silence(tmp_path: Path) -> None:
    settled.settled(1, TEXT)
    VerdictRecord.objects.all().delete()

    with pytest.raises(RecordMissing, match="1 verdicts have no record of their words"):
        write(tmp_path / "out")

    assert not (tmp_path / "out").exists()
