"""Files of questions: how far they are, whose turn it is, and how much is on its way."""

from collections import Counter
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from dataset.choices import JobState, MachineRunState, ShardState, Transport
from dataset.models import MachineJob, MachineRun, MachineShard, ModelProfile
from dataset.models.shards import OVER, SENT
from dataset.rules.batch_lines import ENDED


def of(run: MachineRun) -> QuerySet[MachineShard]:
    """The shards of a run with the names of their profiles, in the order they were made."""
    return MachineShard.objects.filter(run=run).select_related("profile").order_by("number")


def by_state(run: MachineRun) -> Counter[str]:
    """How many shards of a run are how far; one query."""
    found = MachineShard.objects.filter(run=run).order_by().values_list("state")
    return Counter(dict(found.annotate(Count("pk"))))


def open_of(profile: ModelProfile) -> QuerySet[MachineShard]:
    """Files for the Batch API that are not over, the oldest first."""
    found = MachineShard.objects.filter(profile=profile, run__transport=Transport.BATCH).exclude(state__in=OVER)
    return found.select_related("run", "profile", "price").order_by("pk")


def sent_of(profile: ModelProfile) -> QuerySet[MachineShard]:
    """Those of them whose batch is ordered."""
    return open_of(profile).filter(state__in=SENT)


def n_enqueued(profile: ModelProfile) -> int:
    """Tokens of files that the server works on, or soon will."""
    waiting = Q(state=ShardState.UPLOADED) | (Q(state__in=SENT) & ~Q(told__in=ENDED))
    return int(open_of(profile).filter(waiting).aggregate(n=Sum("n_tokens"))["n"] or 0)


def has_room(profile: ModelProfile, n_tokens: int) -> bool:
    """Whether so much more may be enqueued; a file alone always may."""
    n = n_enqueued(profile)
    return n == 0 or n + n_tokens <= profile.enqueued_tokens


def wants_more(profile: ModelProfile) -> bool:
    """Whether a further file is of use: there is room, and none waits for it."""
    waits = open_of(profile).filter(state=ShardState.BUILT).exists()
    return not waits and n_enqueued(profile) < profile.enqueued_tokens


def is_worth_a_file(run: MachineRun, now: datetime) -> bool:
    """
    Whether one is being filled, something was never asked, or nothing is on its way that could bring more to ask again.

    Else each file would be followed by one of its few leftovers.
    """
    under_way = {*run.shards.exclude(state__in=OVER).values_list("state", flat=True)}
    if not under_way or ShardState.FILLING in under_way:
        return True
    return MachineJob.objects.filter(run=run, state=JobState.PENDING, not_before__lte=now, n_attempts=0).exists()


def runs_of(profile: ModelProfile) -> QuerySet[MachineRun]:
    """Runs with all their jobs that send files to a profile, the most urgent first."""
    runs = MachineRun.objects.filter(
        Q(profile=profile) | Q(stronger=profile), transport=Transport.BATCH, state=MachineRunState.RUNNING
    )
    return runs.select_related("template", "profile", "stronger").order_by("-priority", "pk")


def profiles_at_work(now: datetime) -> list[int]:
    """Profiles with a file that is not over, or with jobs for one."""
    waiting = MachineJob.objects.filter(run=OuterRef("pk"), state=JobState.PENDING, not_before__lte=now)
    runs = MachineRun.objects.filter(Exists(waiting), transport=Transport.BATCH, state=MachineRunState.RUNNING)
    under_way = MachineShard.objects.filter(run__transport=Transport.BATCH).exclude(state__in=OVER)
    found = {pk for pair in runs.values_list("profile", "stronger") for pk in pair}
    found |= {*under_way.values_list("profile", flat=True)}
    return sorted(pk for pk in found if pk is not None)
