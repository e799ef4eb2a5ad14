"""Runs of models for commands: found by number, and waited for."""

from datetime import datetime, timedelta
from time import sleep

from django.core.management.base import CommandError

from dataset.actions.machine_windows import asks_online
from dataset.choices import JobState, Transport
from dataset.models import MachineJob, MachineRun

LONGEST_REST = 5.0  # seconds


def run_by(number: int) -> MachineRun:
    """
    A run with its models.

    :raises CommandError: there is none
    """
    run = MachineRun.objects.select_related("template", "profile", "stronger").filter(pk=number).first()
    if run is None:
        raise CommandError(f"There is no run {number}.")
    return run


def rest(run: MachineRun, now: datetime, longest: float) -> bool:
    """
    Wait for the next job that is to be asked; False when none is left to wait for.

    :param longest: seconds between looks at batches
    """
    jobs = MachineJob.objects.filter(run=run)
    waiting = jobs.filter(state=JobState.PENDING)
    if run.transport != Transport.ONLINE:
        waiting = waiting.exclude(failures=[]) if asks_online(run) else waiting.none()
    if (first := waiting.order_by("not_before").first()) is not None:
        return nap(min(LONGEST_REST, max(0.05, (first.not_before - now) / timedelta(seconds=1))))
    if jobs.filter(state=JobState.LEASED).exists():
        return nap(LONGEST_REST)
    if run.transport != Transport.BATCH:
        return False
    return jobs.filter(state__in=[JobState.PENDING, JobState.SENT]).exists() and nap(longest)


def nap(seconds: float) -> bool:
    sleep(seconds)
    return True
