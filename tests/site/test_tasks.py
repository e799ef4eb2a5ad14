from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test.client import Client
from django.utils import timezone

from jdb_site import tasks
from tests.conftest import SignIn
from tests.factories import AnnotatorFactory


@pytest.mark.django_db
def test_sessions_that_are_over_are_forgotten_and_the_others_go_on(signed_in: SignIn) -> None:
    over = SignIn(Client())(AnnotatorFactory().user)
    going_on = signed_in(AnnotatorFactory().user)
    Session.objects.filter(pk=over.session.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))

    tasks.tick_sessions()

    assert list(Session.objects.values_list("pk", flat=True)) == [going_on.session.session_key]
    assert going_on.get("/me/").status_code == 200


def test_the_clock_calls_only_tasks_that_there_are_and_each_that_is_a_tick() -> None:
    current_app.loader.import_default_modules()
    called = [str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()]

    assert sorted(called) == sorted(name for name in current_app.tasks if ".tick_" in name)
