"""A style tree of the demo's prompts, by the stand-in, which workers build once its run over the prompts has ended."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from dataset.actions import style_snapshots, style_trees
from dataset.actions.style_snapshots import NoStyles
from dataset.actions.style_trees import Wish
from dataset.choices import MachineRunState, MachineTask
from dataset.models import MachineRun, ModelProfile, StyleTree
from jdb_site.demo import people
from jdb_site.demo.knowledge import SOURCE
from jdb_site.demo.machines import NAME

CAP = Decimal(1)
PATCH = 20  # so that there are lists to be joined


@transaction.atomic
def grow(now: datetime) -> StyleTree | None:
    """Begin it, once; None where it is not time for it, or no longer."""
    profile = ModelProfile.objects.select_for_update().filter(name=NAME).first()
    asked = MachineRun.objects.filter(profile=profile, template__task=MachineTask.ANNOTATE)
    if profile is None or StyleTree.objects.exists() or not asked.filter(state=MachineRunState.DONE).exists():
        return None
    try:
        snapshot = style_snapshots.take(source=SOURCE, actor=people.ACTOR, now=now)
    except NoStyles:
        return None
    wish = Wish(patch=PATCH)
    return style_trees.start(snapshot=snapshot, profile=profile, cap=CAP, wish=wish, actor=people.ACTOR, now=now)
