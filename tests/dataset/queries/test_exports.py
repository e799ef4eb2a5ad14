"""What an export reads: in what order, and of which moment."""

import pytest
from django.db import connection
from django.db.utils import InternalError
from hypothesis import given
from hypothesis import strategies as st

from dataset.models import Prompt, VerdictRecord
from dataset.queries import candidates, exports
from dataset.queries.exported import EXPORTED_ID
from dataset.rules.exported_ids import exported_id
from dataset.rules.exports import ExportOptions, VerdictRow
from tests import database
from tests.conftest import Statements
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


def read() -> list[VerdictRow]:
    ids = exports.verdict_ids(ExportOptions())
    return candidates.verdicts(exports.own_cursor(), ids, ExportOptions())


def test_verdicts_come_in_the_order_of_their_ids() -> None:
    for number in (200, 3, 100, 1):
        settled.settled(number, TEXT)

    with exports.snapshot():
        ids = exports.verdict_ids(ExportOptions())
        rows = read()

    assert [row.x_id for row in rows] == [settled.x_id(number) for number in (1, 3, 100, 200)]
    assert [row.verdict_id for row in rows] == list(ids)


def test_what_happens_during_an_export_does_not_show_in_it_nor_in_the_processes_beside_it() -> None:
    settled.settled(1, TEXT)

    with exports.snapshot():
        ids, shared = exports.verdict_ids(ExportOptions()), exports.shared_snapshot()
        with database.superuser(database.name()) as other:
            other.execute("UPDATE dataset_image SET withdrawn_at = now()")
        [here] = read()
        [chunk] = candidates.beside([ids], shared, ExportOptions())

    assert here.withdrawn is False
    [beside] = chunk.pairs
    assert (beside.x_id, beside.reason) == (here.x_id, "")


def test_a_verdict_without_its_record_is_not_left_out_in_silence() -> None:
    settled.settled(1, TEXT)
    VerdictRecord.objects.all().delete()

    with exports.snapshot(), pytest.raises(candidates.RecordMissing, match="1 verdicts have no record"):
        candidates.candidates(exports.own_cursor(), exports.verdict_ids(ExportOptions()), ExportOptions())


def test_an_export_cannot_change_a_row() -> None:
    prompt = PromptFactory()

    with pytest.raises(InternalError, match="read-only transaction"), exports.snapshot():
        Prompt.objects.filter(pk=prompt.pk).update(language="ko")


@pytest.mark.parametrize("n_pairs", [1, 3])
def test_a_chunk_of_pairs_with_what_hangs_on_their_prompts_is_read_in_four_queries(
    n_pairs: int, statements: Statements
) -> None:
    for number in range(n_pairs):
        verdict = settled.settled(number, f"{TEXT} and {number}")
        CaptionFactory(prompt=verdict.tidy_prompt, text=f"Of {number}.")
        PromptWordsFactory(prompt=verdict.tidy_prompt, kind="style", words=["ink"])
        QuestionFactory(prompt=verdict.tidy_prompt, position=1, text="First?")
        QuestionFactory(prompt=verdict.tidy_prompt, position=0, text="Zeroth?")

    with exports.snapshot():
        ids, cursor = exports.verdict_ids(ExportOptions()), exports.own_cursor()
        with statements:
            rows = candidates.verdicts(cursor, ids, ExportOptions())
            texts = candidates.texts(cursor, [row.clean_prompt_id or 0 for row in rows])

    assert len(statements) == 4
    assert [texts[row.clean_prompt_id or 0].caption for row in rows] == [f"Of {number}." for number in range(n_pairs)]
    assert [found.words for found in texts.values()] == [{"style": ["ink"]}] * n_pairs
    assert [question.text for question in texts[rows[0].clean_prompt_id or 0].questions] == ["Zeroth?", "First?"]


def test_judgments_are_counted_by_verdict() -> None:
    settled.settled(1, TEXT)
    settled.settled(2, TEXT, verdict__evidence=[])

    with exports.snapshot():
        assert [row.n_judgments for row in read()] == [2, 0]
