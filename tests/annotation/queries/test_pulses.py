"""What is dead is told from what is alive, process by process."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from annotation.actions import pulses as acts
from annotation.choices import PulseKind
from annotation.gateways.pulses import Sign
from annotation.models import Pulse
from annotation.queries import pulses
from annotation.queries.pulses import Health
from tests.factories import PulseFactory

pytestmark = pytest.mark.django_db
ALL = ["default", "media", "models"]


def alive(kind: PulseKind = PulseKind.WORKER, seconds: float = 0, **fields: object) -> None:
    PulseFactory(kind=kind, beat_at=timezone.now() - timedelta(seconds=seconds), **fields)


def test_without_a_pulse_everything_is_dead() -> None:
    assert pulses.health() == Health(beats=False, unserved=ALL, n_queued=None)
    assert pulses.health().is_all_dead


def test_with_clock_and_workers_all_is_well() -> None:
    alive(queues=["default"], n_queued=2)
    alive(queues=["media", "models"], n_queued=3)
    alive(PulseKind.BEAT, queues=[], n_queued=1)

    assert pulses.health() == Health(beats=True, unserved=[], n_queued=3)
    assert pulses.health().is_well


def test_a_dead_worker_is_told_from_a_dead_clock() -> None:
    alive(seconds=3.5, queues=ALL)
    alive(PulseKind.BEAT, queues=[], n_queued=40)
    without_worker = pulses.health()
    Pulse.objects.all().delete()
    alive(queues=ALL)
    alive(PulseKind.BEAT, seconds=3.5, queues=[])

    assert without_worker == Health(beats=True, unserved=ALL, n_queued=40)
    assert pulses.health() == Health(beats=False, unserved=[], n_queued=0)


def test_a_broker_that_gives_no_answer_is_told() -> None:
    alive(queues=ALL, n_queued=None)
    alive(PulseKind.BEAT, queues=[], n_queued=None)

    assert (pulses.health().lacks_broker, pulses.health().is_well) == (True, False)


def test_a_process_that_begins_anew_has_a_new_beginning() -> None:
    alive(name="default@here", kind=PulseKind.WORKER, began_at=timezone.now() - timedelta(hours=1))

    acts.begin(sign=Sign(PulseKind.WORKER, "default@here"))

    began_at = Pulse.objects.get().began_at
    assert began_at is not None
    assert timezone.now() - began_at < timedelta(minutes=1)


def test_a_process_has_one_row_and_what_is_long_gone_is_forgotten() -> None:
    alive(seconds=86_401, name="default@gone")
    sign = Sign(PulseKind.WORKER, "default@here", ["default"], version="abc")
    at = [{"task": "annotation.tasks.tick_gold", "since": "2026-11-23T09:00:00+00:00"}]
    acts.begin(sign=sign)
    acts.beat(sign=replace(sign, n_queued=7, in_hand=at, ticks={"a": "b"}))

    pulse = Pulse.objects.get()

    assert (pulse.name, pulse.queues, pulse.version, pulse.n_queued) == ("default@here", ["default"], "abc", 7)
    assert (pulse.in_hand, pulse.ticks) == (at, {"a": "b"})
    assert timezone.now() - pulse.beat_at < timedelta(minutes=1)
