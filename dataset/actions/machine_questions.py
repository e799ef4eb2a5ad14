"""The questions of jobs, as they go out in this round, and answers as they came, packed and unpacked."""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from dataset.choices import AttemptOutcome, JobRound
from dataset.gateways.language_models import Answered, Missed, Question, answered
from dataset.models import Attempt, CachedReply, MachineJob, MachineRun, ModelProfile, Price
from dataset.queries import machine_subjects
from dataset.queries.askings import asking_of, data_of
from dataset.rules.answer_checks import Subject
from dataset.rules.machine_keys import sha256
from dataset.rules.machine_requests import BYTES_A_TOKEN, Mended, body, most_input, most_output
from dataset.rules.prices import Prices, Usage, cost
from dataset.rules.style_answers import Listed


@dataclass(slots=True)
class Asked:
    """A job with its question in this round, whom it goes to, the most it may cost, and what came back."""

    job: MachineJob
    subject: Subject | Listed
    profile: ModelProfile
    price: Price
    question: Question
    digest: bytes
    most_amount: Decimal
    was_cut_off: bool
    found: Answered | Missed | None = None
    from_cache: bool = False


def compose(run: MachineRun, ids: Sequence[int], now: datetime, *, batch: bool = False) -> list[Asked]:
    """
    The questions of these jobs, in a fixed number of queries; what was asked before has its answer already.

    :param batch: they go by the Batch API, at its price
    """
    jobs = [*MachineJob.objects.filter(pk__in=ids).order_by("not_before", "pk")]
    subjects = machine_subjects.of_trial(jobs) if run.is_trial else machine_subjects.of_jobs(jobs)
    before = last_answered([job for job in jobs if job.n_attempts])
    prices = {profile.pk: price_of(profile, now) for profile in (run.profile, run.stronger) if profile is not None}
    found = []
    for job in jobs:
        profile = run.stronger if job.round == JobRound.STRONGER and run.stronger is not None else run.profile
        found.append(asked(run, job, subjects[job.pk], prices[profile.pk], before.get(job.pk), batch=batch))
    known = CachedReply.objects.in_bulk([one.digest for one in found])
    for one in found:
        if (reply := known.get(one.digest)) is not None:
            one.found, one.from_cache = answered(zlib.decompress(bytes(reply.body)), {}, 0), True
    return found


def asked(
    run: MachineRun, job: MachineJob, subject: Subject | Listed, price: Price, last: Attempt | None, *, batch: bool
) -> Asked:
    """A job's question: the first time as it is, then with what was wrong."""
    task, asking = run.template.task, asking_of(run.template, price.profile)
    was_cut_off = last is not None and last.outcome == AttemptOutcome.LENGTH
    told = body(asking, data_of(task, subject), mended(job, last), longer=was_cut_off)
    n_input, n_output = most_input(told), most_output(told)
    question = Question(told, n_input // BYTES_A_TOKEN + n_output, n_output)
    most = cost(prices_of(price), Usage(n_input, 0, n_output), batch=batch)
    return Asked(job, subject, price.profile, price, question, sha256(told), most, was_cut_off)


def mended(job: MachineJob, last: Attempt | None) -> Mended | None:
    if job.round == JobRound.FIRST or last is None:
        return None
    return Mended(job.failures, text_of(last))


def text_of(attempt: Attempt) -> str:
    """What a model answered then; nothing where it would not."""
    found = answered(zlib.decompress(bytes(attempt.reply.body)), {}, 0)
    return found.text or "" if isinstance(found, Answered) else ""


def last_answered(jobs: Iterable[MachineJob]) -> dict[int, Attempt]:
    """The last attempt of each that brought an answer, with its reply."""
    found = Attempt.objects.filter(job__in=[*jobs], reply__isnull=False).select_related("reply")
    return {attempt.job_id: attempt for attempt in found.order_by("number")}


def price_of(profile: ModelProfile, now: datetime) -> Price:
    """The price in force; a run begins only where there is one."""
    return profile.prices.select_related("profile").filter(valid_from__lte=now).latest("valid_from")


def prices_of(price: Price) -> Prices:
    return Prices(price.input_amount, price.cached_amount, price.output_amount, price.batch_factor)


def packed(raw: bytes) -> bytes:
    return zlib.compress(raw, level=6)
