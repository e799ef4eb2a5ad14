"""What the database refuses of flags."""

import pytest

from annotation.choices import FlagReason
from tests.factories import FlagFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("reasons", [["ugly"], [FlagReason.NSFW, "ugly"], [""]])
def test_a_flag_has_known_reasons(reasons: list[str]) -> None:
    with refused_by("flag_reasons_known"):
        FlagFactory(reasons=reasons)


def test_a_flag_has_a_reason() -> None:
    with refused_by("flag_has_a_reason"):
        FlagFactory(reasons=[])


def test_a_flag_may_have_every_reason() -> None:
    assert FlagFactory(reasons=FlagReason.values).reasons == FlagReason.values
