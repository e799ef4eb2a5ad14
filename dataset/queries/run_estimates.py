"""What a run would take, told before it begins: how many prompts, questions, tokens; how much money and time."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet

from dataset.choices import Among, JobRound, JobState, Transport
from dataset.models import Attempt, MachineJob, MachineRun, ModelProfile, Price, Prompt, Template
from dataset.queries import askings, machine_subjects, scores
from dataset.queries.machine_selections import Wanted, draw
from dataset.rules import run_estimates
from dataset.rules.machine_requests import BYTES_A_TOKEN, body, most_input, most_output
from dataset.rules.prices import Prices, Usage
from dataset.rules.run_estimates import NOTHING, Cost, Limits, Took, scaled

LOOKED_AT = 200  # prompts whose questions are written to see how long they are
MEASURED = 1_000  # jobs that are enough of a measure
RUNS = 5


@dataclass(frozen=True, slots=True)
class Way:
    """How a run would ask: of what, by whom."""

    template: Template
    profile: ModelProfile
    transport: Transport
    stronger: ModelProfile | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """
    What a run would take. Of `n_prompts` so many are `n_known`: asked the same of the same model before.

    `measured_by` are the jobs that it rests on, 0 where the length of the questions is all that is known.
    `most_amount` is held back in all for asking each prompt once: the answers cannot be longer. What is asked again
    comes beside it, and the cap holds in any case. `takes` is None where nobody can say.
    """

    n_prompts: int
    n_known: int
    n_calls: int
    n_input: int
    n_output: int
    expected_amount: Decimal
    most_amount: Decimal
    takes: timedelta | None
    measured_by: int
    same_model: bool
    per_minute: float | None

    @property
    def n_asked(self) -> int:
        return self.n_prompts - self.n_known


def estimate(*, way: Way, wanted: Wanted, now: datetime) -> Estimate:
    """
    What the run would take, in a fixed number of queries; nothing is written.

    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    """
    wanted = replace(wanted, scores=scores.meant(wanted.scores))
    fresh = Prompt.objects.filter(~Exists(asked_before(way)), pk__in=wanted.chosen().values("pk"))
    n_prompts, n = wanted.chosen().count(), fresh.count()
    inputs, outputs = lengths(way, fresh)
    measure, same_model = measured(way)
    took = measure or run_estimates.guessed([length // BYTES_A_TOKEN for length in inputs], outputs)
    by = cost_of(way, now)
    pace = pace_of(way.profile) if way.transport == Transport.ONLINE else None
    return Estimate(
        n_prompts=n_prompts,
        n_known=n_prompts - n,
        n_calls=scaled(n, took, took.n_calls),
        n_input=scaled(n, took, took.n_input),
        n_output=scaled(n, took, took.n_output),
        expected_amount=run_estimates.expected_amount(n, took, by),
        most_amount=run_estimates.expected_amount(n, longest(inputs, outputs), by),
        takes=takes(way, n, took, pace),
        measured_by=measure.n_jobs if measure is not None else 0,
        same_model=same_model,
        per_minute=pace,
    )


def longest(inputs: list[int], outputs: list[int]) -> Took:
    """These questions asked once, with answers as long as they may be."""
    return Took(len(inputs), len(inputs), Usage(sum(inputs), 0, sum(outputs)))


def asked_before(way: Way) -> QuerySet[MachineJob]:
    """The job of a prompt that asks the same of the same model, unless it was cancelled: no other run asks it again."""
    same = MachineJob.objects.filter(
        prompt=OuterRef("pk"), run__template=way.template, run__profile__model=way.profile.model
    )
    plainly = Q(run__selection__among__in=[Among.COLLECTED, Among.POISON]) | Q(run__selection__among__isnull=True)
    return same.filter(plainly).exclude(state=JobState.CANCELLED)


def lengths(way: Way, prompts: QuerySet[Prompt]) -> tuple[list[int], list[int]]:
    """Of some prompts, drawn by chance, the most tokens of the question and of the answer."""
    drawn = [*prompts.order_by(draw(0)).values_list("pk", flat=True)[:LOOKED_AT]]
    asking = askings.asking_of(way.template, way.profile)
    subjects = machine_subjects.of(drawn).values()
    told = [body(asking, askings.data_of(way.template.task, subject)) for subject in subjects]
    return [most_input(one) for one in told], [most_output(one) for one in told]


def measured(way: Way) -> tuple[Took | None, bool]:
    """What the last jobs of this template took of this model, else of others; and whether it was this model."""
    runs = MachineRun.objects.filter(template=way.template).order_by("-pk")
    for found, same in ((runs.filter(profile__model=way.profile.model), True), (runs, False)):
        if (took := taken(way, [*found.values_list("pk", flat=True)[:RUNS]])) is not None:
            return took, same
    return None, False


def taken(way: Way, runs: list[int]) -> Took | None:
    """What the last jobs of these runs took; None where there is none."""
    over = MachineJob.objects.filter(run__in=runs, state__in=[JobState.DONE, JobState.POISON], ended_at__isnull=False)
    jobs = [*over.order_by("-ended_at").values_list("pk", flat=True)[:MEASURED]]
    asked = Attempt.objects.filter(job__in=jobs, from_cache=False)
    if way.stronger is None:
        asked = asked.exclude(round=JobRound.STRONGER)
    rows = [*asked.values_list("job", "round", "n_input", "n_cached", "n_output")]
    by_model = [
        [row[2:] for row in rows if (row[1] == JobRound.STRONGER) is is_stronger] for is_stronger in (False, True)
    ]
    first, stronger = (Usage(*map(sum, zip(*tokens, strict=True))) if tokens else NOTHING for tokens in by_model)
    return Took(len({row[0] for row in rows}), len(rows), first, stronger) if rows else None


def cost_of(way: Way, now: datetime) -> Cost:
    """The prices in force; a run that could begin has them."""
    stronger = way.stronger or way.profile
    return Cost(prices(way.profile, now), prices(stronger, now), batch=way.transport == Transport.BATCH)


def prices(profile: ModelProfile, now: datetime) -> Prices:
    price = Price.objects.filter(profile=profile, valid_from__lte=now).latest("valid_from")
    return Prices(price.input_amount, price.cached_amount, price.output_amount, price.batch_factor)


def pace_of(profile: ModelProfile) -> float | None:
    """Jobs a minute while this model was asked of late; None where it was not."""
    runs = MachineRun.objects.filter(profile=profile, transport=Transport.ONLINE).order_by("-pk")
    ended = MachineJob.objects.filter(run__in=[*runs.values_list("pk", flat=True)[:RUNS]], ended_at__isnull=False)
    last = ended.exclude(state=JobState.CANCELLED).order_by("-ended_at").values_list("ended_at", flat=True)
    return run_estimates.per_minute(end for end in last[:MEASURED] if end is not None)


def takes(way: Way, n: int, took: Took, pace: float | None) -> timedelta | None:
    profile = way.profile
    limits = Limits(profile.requests_per_minute, profile.tokens_per_minute, profile.enqueued_tokens)
    if way.transport == Transport.ONLINE:
        return run_estimates.time_online(n, took, limits, pace)
    return run_estimates.time_by_batch(n, took, limits) if way.transport == Transport.BATCH else None
