"""What the database refuses of choices."""

import pytest

from tests.factories import AccountChoicesFactory, AnnotatorFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("chosen", [[], "dark", 3])
def test_choices_are_by_name(chosen: object) -> None:
    with refused_by("accountchoices_are_an_object"):
        AccountChoicesFactory(chosen=chosen)


def test_an_exposure_is_a_known_one() -> None:
    with refused_by("annotator_exposure_known"):
        AnnotatorFactory(exposure="all")
