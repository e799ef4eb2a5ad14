"""What the database refuses of guideline versions and rulings."""

import pytest

from annotation.models import GuidelineVersion
from tests.factories import RulingFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


def test_a_guideline_number_is_given_once() -> None:
    with refused_by("annotation_guidelineversion_number_key"):
        GuidelineVersion.objects.create(number=1)


def test_there_is_one_draft_at_a_time() -> None:
    GuidelineVersion.objects.create(number=2)

    with refused_by("guidelineversion_one_draft"):
        GuidelineVersion.objects.create(number=3)


def test_a_ruling_number_stands_once_in_a_guideline() -> None:
    ruling = RulingFactory()

    with refused_by("ruling_numbered"):
        RulingFactory(guideline=ruling.guideline, number=ruling.number)


def test_a_ruling_code_stands_once_in_a_guideline() -> None:
    ruling = RulingFactory()

    with refused_by("ruling_code_once"):
        RulingFactory(guideline=ruling.guideline, code=ruling.code)


def test_another_guideline_may_have_the_same_ruling() -> None:
    ruling = RulingFactory(guideline__number=2)

    again = RulingFactory(guideline__number=3, number=ruling.number, code=ruling.code)

    assert (again.number, again.code) == (ruling.number, ruling.code)


def test_a_ruling_decides_in_a_known_way() -> None:
    with refused_by("ruling_decision_known"):
        RulingFactory(decision="maybe")
