"""Who did not qualify stands on the page of people, and a manager decides what comes next."""

import pytest
from django.test.client import Client

from annotation.models import AuditEntry, Onboarding
from tests.factories import NOW, OnboardingFactory, QualificationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def failed() -> Onboarding:
    """Somebody who failed twice."""
    way: Onboarding = OnboardingFactory(learned=True, failed_at=NOW, annotator__user__username="mina")
    for number in (1, 2):
        QualificationFactory(
            annotator=way.annotator, number=number, finished_at=NOW, passed=False, n_hits=3, n_missed=1, n_over=1
        )
    return way


@pytest.mark.usefixtures("failed")
def test_who_failed_twice_stands_on_the_page_of_people_with_both_results(by_manager: Client) -> None:
    everybody = by_manager.get("/people/").content.decode()
    one = by_manager.get("/person/mina/").content.decode()

    assert everybody.count("did not qualify") == 1
    assert one.count("not passed") == 2
    assert one.count("75 %") == 4


def test_a_manager_gives_another_attempt(by_manager: Client, failed: Onboarding) -> None:
    by_manager.post("/person/mina/qualification/", {"act": "again"})

    failed.refresh_from_db()
    assert (failed.failed_at, failed.n_more_attempts) == (None, 1)


def test_a_manager_lets_them_work_and_says_why(by_manager: Client, failed: Onboarding) -> None:
    by_manager.post("/person/mina/qualification/", {"act": "let_in"})
    failed.refresh_from_db()
    assert failed.failed_at == NOW

    by_manager.post("/person/mina/qualification/", {"act": "let_in", "reason": "strict but right"})

    way = Onboarding.objects.get()
    assert (way.failed_at, way.qualified_how) == (None, "waived")
    assert AuditEntry.objects.get(act="let_in_unqualified").detail == {"reason": "strict but right"}
