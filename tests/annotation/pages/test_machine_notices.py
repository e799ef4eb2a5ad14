"""What machine work did by itself, where managers look; who looked at the thing itself has read it."""

import pytest
from django.test.client import Client

from annotation.actions import machine_notices
from annotation.choices import Role
from annotation.models import Notice
from tests.annotation.pages.conftest import Somebody
from tests.conftest import SignIn
from tests.factories import NOW, BudgetFactory, MachineEventFactory, ManagerFactory

pytestmark = pytest.mark.django_db


def said(browser: Client) -> list[str]:
    return [notice.event.says for notice in browser.get("/overview/").context["notices"]]


def test_the_overview_says_it_until_the_run_was_looked_at(by_manager: Client) -> None:
    event = MachineEventFactory(says="Run 1 paused itself: <b>")
    MachineEventFactory(kind="budget", budget=BudgetFactory(), run=None, says="80 % of the cap")
    ManagerFactory()
    machine_notices.tell(now=NOW)

    assert said(by_manager) == ["80 % of the cap", "Run 1 paused itself: <b>"]
    page = by_manager.get("/overview/").content.decode()
    assert f'href="/runs/{event.run.pk}/">Run 1 paused itself: &lt;b&gt;</a>' in page
    assert 'href="/budgets/">80 % of the cap</a>' in page

    by_manager.get(f"/runs/{event.run.pk}/")
    assert said(by_manager) == ["80 % of the cap"]
    by_manager.get("/budgets/")
    assert said(by_manager) == []
    assert Notice.objects.filter(read_at__isnull=True).count() == 2  # the other manager's


def test_who_may_read_but_does_not_manage_is_not_told(somebody: Somebody, signed_in: SignIn) -> None:
    MachineEventFactory()
    machine_notices.tell(now=NOW)

    assert said(signed_in(somebody("anna", Role.AUDITOR))) == []


def test_a_manager_who_judges_too_has_it_not_among_their_questions(somebody: Somebody, signed_in: SignIn) -> None:
    browser = signed_in(somebody("mina", Role.MANAGER, Role.ANNOTATOR))
    MachineEventFactory()
    machine_notices.tell(now=NOW)

    assert [*browser.get("/me/questions/").context["notices"]] == []
