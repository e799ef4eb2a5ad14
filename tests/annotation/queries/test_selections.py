import pytest
from django.db import connection

from annotation.queries import selections
from annotation.rules.selections import Selection
from tests.factories import BatchPairFactory, ImageFactory

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
