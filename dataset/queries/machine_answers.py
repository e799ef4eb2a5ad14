"""The jobs of a run to be looked at: what was asked, what came back, what was wrong with it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from dataset.choices import JobState
from dataset.models import Attempt, MachineJob, MachineRun
from dataset.rules.replies import spoken, unpacked

NEWEST = 100  # jobs without a valid answer that samples are taken of
PER_CODE = 2


@dataclass(frozen=True, slots=True)
class Tried:
    """An attempt with its answer as it came, and what the model said in it; both empty where none came."""

    attempt: Attempt
    raw: str
    said: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A job with its last answer."""

    job: MachineJob
    tried: Tried | None


def of(run: MachineRun, *, state: str = "", code: str = "") -> QuerySet[MachineJob]:
    """
    The jobs of a run with what they ask about, the newest first: of a state alone, or those given up by a code.

    A code without a state is that of jobs without a valid answer.
    """
    jobs = MachineJob.objects.filter(run=run).select_related("prompt", "step")
    if state or code:
        jobs = jobs.filter(state=state or JobState.POISON)
    if code:
        jobs = jobs.filter(failures__contains=[code])
    return jobs.order_by("-pk")


def tried(attempt: Attempt) -> Tried:
    if not hasattr(attempt, "reply"):
        return Tried(attempt, "", "")
    raw = unpacked(bytes(attempt.reply.body))
    return Tried(attempt, raw, spoken(raw))


def attempts(job: MachineJob) -> list[Tried]:
    """All that was tried for a job, in order; one query."""
    found = Attempt.objects.filter(job=job).select_related("profile", "shard", "reply", "price")
    return [tried(attempt) for attempt in found.order_by("number")]


def with_answers(jobs: Sequence[MachineJob]) -> list[Sample]:
    """The jobs with the last answer that came for each; one query."""
    found = Attempt.objects.filter(job__in=[job.pk for job in jobs], reply__isnull=False)
    last = {one.job_id: one for one in found.select_related("reply", "profile").order_by("number")}
    return [Sample(job, tried(last[job.pk]) if job.pk in last else None) for job in jobs]


def samples(run: MachineRun, codes: Collection[str]) -> list[tuple[str, list[Sample]]]:
    """Of what got no valid answer of late some for each of these codes; two queries."""
    newest = [*of(run, state=JobState.POISON)[:NEWEST]]
    shown, n_of = dict[int, MachineJob](), Counter[str]()
    for job in newest:
        if any(n_of[code] < PER_CODE for code in job.failures):
            shown[job.pk] = job
            n_of.update(job.failures)
    answered = with_answers([*shown.values()])
    return [(code, [one for one in answered if code in one.job.failures][:PER_CODE]) for code in codes if n_of[code]]
