"""The switch: nothing is asked of what it names until somebody lifts it. It is read before each window of questions."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from dataset.actions import machine_events
from dataset.choices import EventKind, HaltScope
from dataset.models import Halt, MachineRun, ModelProfile


def halt(
    *, profile: ModelProfile | None = None, run: MachineRun | None = None, reason: str, actor: str, now: datetime
) -> Halt:
    """Stop questions to a profile or of a run, or all, until somebody lifts it; the one that stands, where one does."""
    scope = HaltScope.PROFILE if profile else HaltScope.RUN if run else HaltScope.ALL
    standing = {"scope": scope, "profile": profile, "run": run, "lifted_at": None}
    made = {"reason": reason, "actor": actor, "created_at": now}
    return Halt.objects.get_or_create(**standing, defaults=made)[0]


@transaction.atomic
def halt_by_itself(*, profile: ModelProfile, reason: str, actor: str, now: datetime) -> None:
    """Stop questions to a profile without a person's doing; managers are told, once for each time."""
    standing = {"scope": HaltScope.PROFILE, "profile": profile, "run": None, "lifted_at": None}
    made = {"reason": reason, "actor": actor, "created_at": now}
    stands, is_new = Halt.objects.get_or_create(**standing, defaults=made)
    if is_new:
        says = f"Questions to {profile.name} are stopped: {reason}"
        machine_events.note(EventKind.HALTED, f"halt {stands.pk}", says, now, halt=stands)


def lift(*, halt: Halt, actor: str, now: datetime) -> bool:
    """Let questions go again; False when somebody did already."""
    standing = Halt.objects.filter(pk=halt.pk, lifted_at__isnull=True)
    return bool(standing.update(lifted_by=actor, lifted_at=now))


def stopped(run: MachineRun) -> frozenset[int]:
    """The models of a run that it may not ask now, by number: all of them where the run or everything is stopped."""
    models = frozenset(pk for pk in (run.profile_id, run.stronger_id) if pk is not None)
    names_it = Q(scope=HaltScope.ALL) | Q(run=run) | Q(profile__in=models)
    named = {*Halt.objects.filter(names_it, lifted_at__isnull=True).values_list("profile", flat=True)}
    return models if None in named else models & named


def is_halted(run: MachineRun) -> bool:
    """Whether it may not ask one of its models now."""
    return bool(stopped(run))
