"""What an export reads: in what order, and of which moment."""

import pytest
from django.db import connection
from django.db.utils import InternalError
from hypothesis import given
from hypothesis import strategies as st

from dataset.gateways.snapshots import reading
from dataset.models import Prompt, VerdictRecord
from dataset.queries import candidates, exports
from dataset.queries.exported import EXPORTED_ID
from dataset.rules.chunks import RecordMissing
from dataset.rules.chunks import candidates as candidates_of
from dataset.rules.copied_rows import verdict_row
from dataset.rules.exported_ids import exported_id
from dataset.rules.exports import ExportOptions, QuestionRow, Texts, VerdictRow
from tests import database
from tests.dataset import settled
from tests.factories import CaptionFactory, PromptFactory, PromptWordsFactory, QuestionFactory

TEXT = "a red apple and yellow bananas"

pytestmark = pytest.mark.django_db(transaction=True)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), st.text("/-_.고🐈"))
def test_the_database_makes_the_same_ids_as_the_rule(source: str, source_key: str) -> None:
    sql = f"SELECT {EXPORTED_ID}::text FROM (SELECT %s AS source, %s AS source_key) i"  # noqa: S608  a constant

    with connection.cursor() as cursor:
        cursor.execute(sql, [source, source_key])
        [found] = cursor.fetchone()

    assert found == exported_id(source, source_key)


def read() -> list[tuple[VerdictRow, Texts]]:
    with reading(exports.shared_snapshot()) as cursor:
        chunks = list(candidates.raw(cursor, ExportOptions(), 2))
    return [verdict_row(line) for rows in chunks for line in rows.decode().removesuffix("\n").split("\n")]


def test_verdicts_come_in_the_order_of_their_ids() -> None:
    for number in (200, 3, 100, 1):
        settled.settled(number, TEXT)

    with exports.snapshot():
        rows = read()

    assert [row.x_id for row, _ in rows] == [settled.x_id(number) for number in (1, 3, 100, 200)]


def test_what_happens_during_an_export_does_not_show_in_it() -> None:
    settled.settled(1, TEXT)

    with exports.snapshot():
        assert exports.n_verdicts(ExportOptions()) == 1
        with database.superuser(database.name()) as other:
            other.execute("UPDATE dataset_image SET withdrawn_at = now()")
        [(row, _)] = read()

    assert row.withdrawn is False


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

    with exports.snapshot():
        [(first, texts), (_, bare), (_, third)] = read()

    assert (first.prompt, first.arguments) == (f'{TEXT} and "1" \\ \t\n!', '{"ar": "a\\\\b\\t\\""}')
    assert (texts.caption, texts.words) == ("Of 1.", {"style": ['"ink" \\', "a\nb"], "other": []})
    assert [question.text for question in texts.questions] == ["Zeroth?", "First?"]
    assert texts.questions[0] == QuestionRow("content", "Zeroth?", ["an apple", "a pear", "a plum", "a fig"], 0)
    assert (bare, third.caption) == (Texts(), "Of 3.")


def test_judgments_are_counted_by_verdict() -> None:
    settled.settled(1, TEXT)
    settled.settled(2, TEXT, verdict__evidence=[])

    with exports.snapshot():
        assert [row.n_judgments for row, _ in read()] == [2, 0]


def test_a_verdict_without_its_record_is_not_left_out_in_silence() -> None:
    settled.settled(1, TEXT)
    VerdictRecord.objects.all().delete()

    with exports.snapshot(), reading(exports.shared_snapshot()) as cursor:
        [rows] = candidates.raw(cursor, ExportOptions(), 2)

    with pytest.raises(RecordMissing, match=f"the verdict of {settled.x_id(1)} has no record"):
        candidates_of(rows, ExportOptions())
