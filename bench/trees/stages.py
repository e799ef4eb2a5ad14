"""The stages of a tree, asked as its command asks them, with what each takes."""

import sys
from collections.abc import Callable
from typing import Any

from django.core.management.base import OutputWrapper
from django.db.models import Sum
from django.utils import timezone

from dataset.actions import machine_runs, style_trees
from dataset.actions.machine_windows import Outside
from dataset.choices import MachineRunState, Transport
from dataset.gateways.language_models import Line
from dataset.gateways.rate_limits import bucket
from dataset.management.style_stages import ask
from dataset.models import Attempt, ModelProfile, Price, StyleStage, StyleTree
from dataset.models.machine_runs import OPEN

AMOUNTS = {"input_amount": "0.25", "cached_amount": "0.025", "output_amount": "2"}
NAME = "trees"


def profile(base_url: str) -> ModelProfile:
    """The stand-in, as swift as it is."""
    swift = {"requests_per_minute": 600_000, "tokens_per_minute": 1_000_000_000, "at_once": 16}
    made = {"model": "stand-in", "transports": [Transport.ONLINE], "actor": "bench", "created_at": timezone.now()}
    found, is_new = ModelProfile.objects.update_or_create(
        name=NAME, defaults={"base_url": base_url}, create_defaults=made | swift | {"base_url": base_url}
    )
    if is_new:
        Price.objects.create(
            profile=found, valid_from=timezone.now(), actor="bench", created_at=timezone.now(), **AMOUNTS
        )
    return found


def asked_through(facts: dict[str, Any], tree: StyleTree, timed: Callable[..., Any]) -> None:
    """Ask stage after stage until nothing comes next; how many questions and tokens each was, and what came between."""
    line, err = Line(), OutputWrapper(sys.stderr)
    outside = Outside(line, lambda it: bucket(it.name, it.requests_per_minute, it.tokens_per_minute), timezone.now)
    if last_of(tree).run.state == MachineRunState.BUILDING:
        timed(facts, "its questions", lambda: style_trees.go_on(tree=tree, now=timezone.now()))
    while (stage := last_of(tree)).run.state in OPEN:
        name = f"{stage.number} {stage.task.removeprefix('style_')}"
        timed(facts, f"{name}, asked", lambda one=stage: ask(one, outside, err))
        machine_runs.finish(now=timezone.now())
        attempts = Attempt.objects.filter(job__run=stage.run)
        facts[f"{name}, asked"] |= {"questions": stage.steps.count(), **spent(attempts.filter(from_cache=False))}
        timed(facts, f"{name}, then", lambda: style_trees.go_on(tree=tree, now=timezone.now()))
    line.close()


def last_of(tree: StyleTree) -> StyleStage:
    return StyleStage.objects.filter(tree=tree).select_related("run__profile").latest("number")


def spent(attempts: Any) -> dict[str, int]:
    found = attempts.aggregate(n_input=Sum("n_input"), n_output=Sum("n_output"))
    return {name: n or 0 for name, n in found.items()}
