from datetime import timedelta
from operator import attrgetter

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


def test_no_task_is_given_to_another_worker_while_the_first_may_work_on_it() -> None:
    current_app.loader.import_default_modules()
    late = [task for name, task in current_app.tasks.items() if not name.startswith("celery.") and task.acks_late]
    longest = max(task.time_limit or settings.CELERY_TASK_TIME_LIMIT for task in late)

    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] >= 4 * longest


def test_a_task_that_kills_its_worker_is_given_up_and_what_fails_is_over() -> None:
    current_app.loader.import_default_modules()
    ours = [task for name, task in current_app.tasks.items() if not name.startswith("celery.")]
    lost = ("retry_on_worker_lost", "reject_on_worker_lost", "max_retries", "default_retry_delay")
    over = ("acks_on_failure", "acks_on_timeout", "ignore_result")

    assert {attrgetter(*lost)(task) for task in ours} == {(True, True, 3, 30)}
    assert {attrgetter(*over)(task) for task in ours} == {(True, True, True)}


def test_what_stops_a_worker_and_feeds_it_is_as_it_was_tried() -> None:
    conf = current_app.conf

    assert (conf.worker_prefetch_multiplier, conf.worker_disable_prefetch) == (1, True)
    assert (conf.worker_soft_shutdown_timeout, conf.worker_enable_soft_shutdown_on_idle) == (30.0, False)
    assert (conf.worker_max_tasks_per_child, conf.worker_max_memory_per_child) == (500, 400_000)
    assert (conf.task_serializer, conf.accept_content) == ("json", ["json"])
    assert conf.task_publish_retry_policy["max_retries"] == 3
    assert conf.broker_transport_options["socket_timeout"] == 5
