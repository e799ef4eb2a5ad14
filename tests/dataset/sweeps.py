"""Runs by files for tests, against the stand-in over real HTTP."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from dataset.actions import machine_batches, machine_runs, templates
from dataset.actions.machine_batches import Outside
from dataset.actions.machine_runs import Means, Wanted
from dataset.actions.machine_shards import Limits
from dataset.actions.machine_windows import server_of
from dataset.choices import JobState, MachineTask, Transport
from dataset.gateways.batch_servers import BatchServer
from dataset.models import Attempt, MachineJob, MachineRun, MachineShard, ModelProfile, Prompt
from jdb_site.stand_in import StandIn
from tests.factories import ImageFactory, PriceFactory
from tests.factories.dataset import NOW

INPUT, CACHED, OUTPUT, FACTOR = Decimal("0.25"), Decimal("0.025"), Decimal(2), Decimal("0.5")


def profile(server: StandIn, *transports: Transport, **fields: Any) -> ModelProfile:
    made: ModelProfile = PriceFactory(
        profile__base_url=server.base_url,
        profile__transports=transports or (Transport.BATCH,),
        valid_from=datetime(2020, 1, 1, tzinfo=UTC),
        batch_factor=FACTOR,
        **{f"profile__{name}": value for name, value in fields.items()},
    ).profile
    return made


def begun(n: int, asked: ModelProfile, transport: Transport = Transport.BATCH, **means: Any) -> MachineRun:
    """A run over so many new prompts, with all its jobs: the same each time, so that faults meet the same lines."""
    known = Prompt.objects.count()
    for number in range(known, known + n):
        ImageFactory(prompt__described_at=NOW, prompt__text=f"a red apple and bananas on table {number}, oil painting")
    now = timezone.now()
    template = templates.in_force(task=MachineTask.ANNOTATE, actor="ruth", now=now)
    how = Means(asked, transport=transport, **({"cap": Decimal(10)} | means))
    run = machine_runs.start(template=template, wanted=Wanted(), means=how, actor="ruth", now=now)
    return built(run)


def built(run: MachineRun) -> MachineRun:
    """The run with all its jobs, as a tick makes them for one that was begun or is gone on with."""
    while machine_runs.build(run_id=run.pk, now=timezone.now()):
        pass
    return fresh(run)


def fresh(run: MachineRun) -> MachineRun:
    return MachineRun.objects.select_related("budget", "profile").get(pk=run.pk)


def look(run: MachineRun, *, later: timedelta = timedelta(0), **fields: Any) -> str:
    """One look of the tick, so much later."""
    outside = Outside(
        **{"server_of": lambda one: BatchServer(server_of(one)), "clock": lambda: timezone.now() + later, **fields}
    )
    return machine_batches.work(profile_id=run.profile_id, outside=outside)


def few(lines: int, **fields: Any) -> Limits:
    return Limits(lines=lines, **fields)


def shards(run: MachineRun, *fields: str) -> list[Any]:
    return [*run.shards.order_by("number").values_list(*fields, flat=len(fields) == 1)]


def states(run: MachineRun) -> Counter[str]:
    return Counter(MachineJob.objects.filter(run=run).values_list("state", flat=True))


def ids(run: MachineRun, *states: JobState) -> set[str]:
    found = MachineJob.objects.filter(run=run, **({"state__in": states} if states else {}))
    return {bytes(key).hex() for key in found.values_list("key", flat=True)}


def billed(told: dict[str, int], factor: Decimal = FACTOR) -> Decimal:
    """What a server's account of a model comes to."""
    fresh_tokens = told["prompt_tokens"] - told["cached_tokens"]
    amount = fresh_tokens * INPUT + told["cached_tokens"] * CACHED + told["completion_tokens"] * OUTPUT
    return amount * factor / 1_000_000


def spent(run: MachineRun) -> Decimal:
    """What the attempts of a run cost, and what of its batches was lost."""
    attempts = sum(Attempt.objects.filter(job__run=run).values_list("cost_amount", flat=True))
    return Decimal(attempts + sum(MachineShard.objects.filter(run=run).values_list("lost_amount", flat=True)))
