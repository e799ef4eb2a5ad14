"""What the database keeps of arrivals."""

from typing import Any

import pytest

from tests.factories import NOW, ArrivalFactory, ArrivalFileFactory
from tests.refusals import refused_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("arrival_state_known", {"state": "lost"}),
        ("arrival_kind_known", {"kind": "post"}),
        ("arrival_lease_fits_state", {"lease_ends_at": NOW}),
        ("arrival_done_has_its_run", {"state": "done"}),
        ("arrival_cleared_when_over", {"cleared_at": NOW}),
    ],
)
def test_an_arrival_is_what_its_state_says(rule: str, wrong: dict[str, Any]) -> None:
    with refused_by(rule):
        ArrivalFactory(**wrong)


@pytest.mark.parametrize("n_received", [-1, 11])
def test_of_a_file_no_more_is_here_than_all(n_received: int) -> None:
    with refused_by("arrivalfile_no_more_than_all"):
        ArrivalFileFactory(n_received=n_received)


def test_a_file_is_in_an_arrival_once() -> None:
    file = ArrivalFileFactory()

    with refused_by("arrivalfile_once"):
        ArrivalFileFactory(arrival=file.arrival, name=file.name)
