from dataclasses import replace

import pytest
from django.db import connection

from annotation.queries import selections
from annotation.rules.selections import Selection
from dataset.rules.score_limits import Kind, Limit
from tests.factories import BatchPairFactory, ImageFactory, ScoreFactory

pytestmark = pytest.mark.django_db


def test_what_is_judged_or_has_an_unwanted_trait_is_left_out():
    BatchPairFactory()
    ImageFactory(prompt__text="a cat", prompt__traits=["instruction"])
    wanted = ImageFactory(prompt__text="a dog")

    assert list(selections.picked(Selection())) == [wanted]


def test_images_are_joined_to_what_is_judged_and_not_compared_one_by_one():
    statement, arguments = selections.picked_sql(Selection())

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}", arguments)
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "Anti Join" in plan
    assert "SubPlan" not in plan


def test_pairs_are_chosen_by_the_length_of_their_prompt_both_ends_included():
    images = [ImageFactory(prompt__text="x" * n) for n in (9, 10, 20, 21)]

    assert {*selections.picked(Selection(least=10, most=20))} == {*images[1:3]}
    assert {*selections.picked(Selection(least=21))} == {images[3]}
    assert {*selections.picked(Selection(most=9))} == {images[0]}


def test_sensitive_pictures_are_left_out_or_taken_alone():
    safe, sensitive = ImageFactory(sensitivity="safe"), ImageFactory(sensitivity="sensitive")

    assert [*selections.picked(Selection(sensitive=False))] == [safe]
    assert [*selections.picked(Selection(sensitive=True))] == [sensitive]
    assert selections.picked(Selection()).count() == 2


def test_scores_narrow_and_pairs_without_one_are_left_out_unless_asked_for() -> None:
    low, high, none = ImageFactory.create_batch(3)
    scorer = ScoreFactory(image=low, value=0.1, scorer__name="fox").scorer
    ScoreFactory(image=high, value=0.9, scorer=scorer)
    limit = Limit(Kind.NSFW, "fox@1", most=0.5)

    assert {*selections.picked(Selection(scores=(limit,)))} == {low}
    assert {*selections.picked(Selection(scores=(replace(limit, unscored=True),)))} == {low, none}
    assert {*selections.picked(Selection(scores=(Limit(Kind.NSFW, "fox@1"),)))} == {low, high, none}
