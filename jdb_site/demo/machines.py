"""A run of the stand-in over the demo's prompts, for whoever has no key: named so wherever it is shown. No model."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Q

from dataset.actions import golden_runs, machine_runs, templates
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import Among, MachineTask, Transport
from dataset.models import MachineRun, ModelProfile, Price
from dataset.models.profiles import STAND_IN
from dataset.queries import golden
from jdb_site.demo import people
from jdb_site.demo.knowledge import SOURCE

NAME = STAND_IN
CAP = Decimal(1)
POISON_LIMIT = 0.3  # it fails on purpose, so that there are answers to look at that do not hold
PRICES = {"input_amount": Decimal("0.25"), "cached_amount": Decimal("0.025"), "output_amount": Decimal(2)}  # made up


def be_asked(base_url: str, now: datetime) -> MachineRun:
    """The stand-in where it is reached today, and the run over all drawn pairs, which workers go on with."""
    profile = reached(base_url, now)
    going = MachineRun.objects.filter(~Q(selection__among=Among.GOLDEN), profile=profile).order_by("pk").first()
    return going or begin(profile, now)


def reached(base_url: str, now: datetime) -> ModelProfile:
    """Its profile; its port may be another than the last time."""
    fixed = {"model": NAME, "transports": [Transport.ONLINE], "actor": people.ACTOR}
    profile, is_new = ModelProfile.objects.update_or_create(
        name=NAME, defaults={"base_url": base_url}, create_defaults={**fixed, "base_url": base_url, "created_at": now}
    )
    if is_new:
        Price.objects.create(profile=profile, valid_from=now, actor=people.ACTOR, created_at=now, **PRICES)
    return profile


def begin(profile: ModelProfile, now: datetime) -> MachineRun:
    template = templates.in_force(task=MachineTask.ANNOTATE, actor=people.ACTOR, now=now)
    means = Means(profile, CAP, poison_limit=POISON_LIMIT)
    if golden.standing().exists():
        golden_runs.start(template=template, means=Means(profile, CAP, priority=1), actor=people.ACTOR, now=now)
    return machine_runs.start(template=template, wanted=Wanted(source=SOURCE), means=means, actor=people.ACTOR, now=now)
