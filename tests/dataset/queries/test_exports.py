"""What an export reads: in what order, and of which moment."""

import pytest
from django.db import connection
from django.db.utils import InternalError
from hypothesis import given
from hypothesis import strategies as st

from dataset.models import Prompt
from dataset.queries import exports
from dataset.rules.exported_ids import exported_id
from dataset.rules.exports import ExportOptions
from tests import database
from tests.dataset import settled
from tests.factories import CaptionFactory, PromptFactory, PromptWordsFactory, QuestionFactory

TEXT = "a red apple and yellow bananas"

pytestmark = pytest.mark.django_db(transaction=True)


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])), st.text("/-_.고🐈"))
def test_the_database_makes_the_same_ids_as_the_rule(source: str, source_key: str) -> None:
    sql = f"SELECT {exports.EXPORTED_ID}::text FROM (SELECT %s AS source, %s AS source_key) i"  # noqa: S608  a constant

    with connection.cursor() as cursor:
        cursor.execute(sql, [source, source_key])
        [found] = cursor.fetchone()

    assert found == exported_id(source, source_key)


def test_verdicts_come_in_the_order_of_their_ids() -> None:
    for number in (200, 3, 100, 1):
        settled.settled(number, TEXT)

    with exports.snapshot():
        rows = [row for chunk in exports.verdicts(ExportOptions()) for row in chunk]

    assert [row.x_id for row in rows] == [settled.x_id(number) for number in (1, 3, 100, 200)]


def test_what_happens_during_an_export_does_not_show_in_it() -> None:
    settled.settled(1, TEXT)

    with exports.snapshot():
        assert exports.n_verdicts(ExportOptions()) == 1
        with database.superuser(database.name()) as other:
            other.execute("UPDATE dataset_image SET withdrawn_at = now()")
        [[row]] = exports.verdicts(ExportOptions())

    assert row.withdrawn is False


def test_an_export_cannot_change_a_row() -> None:
    prompt = PromptFactory()

    with pytest.raises(InternalError, match="read-only transaction"), exports.snapshot():
        Prompt.objects.filter(pk=prompt.pk).update(language="ko")


@pytest.mark.parametrize("n_prompts", [1, 3])
def test_what_hangs_on_prompts_is_fetched_in_three_queries(n_prompts: int, django_assert_num_queries) -> None:
    prompts = PromptFactory.create_batch(n_prompts)
    for prompt in prompts:
        CaptionFactory(prompt=prompt, text=f"Of {prompt.pk}.")
        PromptWordsFactory(prompt=prompt, kind="style", words=["ink"])
        QuestionFactory(prompt=prompt, position=1, text="First?")
        QuestionFactory(prompt=prompt, position=0, text="Zeroth?")

    with django_assert_num_queries(3):
        texts = exports.texts(prompt.pk for prompt in prompts)

    assert {key: found.caption for key, found in texts.items()} == {row.pk: f"Of {row.pk}." for row in prompts}
    assert [found.words for found in texts.values()] == [{"style": ["ink"]}] * n_prompts
    assert [question.text for question in texts[prompts[0].pk].questions] == ["Zeroth?", "First?"]


def test_judgments_are_counted_by_verdict() -> None:
    first, second = settled.settled(1, TEXT), settled.settled(2, TEXT, verdict__evidence=[])

    assert exports.n_judgments([first.pk, second.pk]) == {first.pk: 2}
