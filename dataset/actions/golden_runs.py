"""Trials of templates on the golden set, and what a template needs to have shown there before it is activated."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from dataset.actions import machine_runs
from dataset.actions.machine_runs import Means, RunRefused, Wanted
from dataset.choices import Among, MachineTask
from dataset.errors import DatasetError
from dataset.models import MachineRun, Template
from dataset.queries import golden, golden_results
from dataset.queries.golden_results import Score


class NotPassed(DatasetError):
    """A template is activated once it did well on the golden set."""

    code = "template_not_passed"


@dataclass(frozen=True, slots=True)
class Bar:
    """What a template has to reach by one model, over the whole golden set as it stands."""

    least_prompts: int
    least_valid: float
    least_f1: float


def bar() -> Bar:
    """As this site sets it."""
    return Bar(settings.GOLDEN_LEAST_PROMPTS, settings.GOLDEN_LEAST_VALID, settings.GOLDEN_LEAST_F1)


def start(*, template: Template, means: Means, actor: str, now: datetime) -> MachineRun:
    """
    Ask the golden set with a template, also a draft: what is said holds for nobody. What was asked before is known.

    Such a run goes to its end however much is not valid: that is what it is to tell.

    :raises RunRefused: the set is empty; or as for every run
    """
    if not golden.standing().exists():
        raise RunRefused("The golden set is empty: nothing would be asked.")
    return machine_runs.start(
        template=template,
        wanted=Wanted(among=Among.GOLDEN),
        means=replace(means, poison_limit=1.0),
        actor=actor,
        now=now,
    )


def lacks(score: Score, wanted: Bar) -> list[str]:
    """What a template did not show by a model, a sentence each; nothing where it passed."""
    found = []
    if score.n < wanted.least_prompts:
        found.append(f"the golden set has {score.n:,} prompts of {wanted.least_prompts:,} at least")
    if score.n_ended < score.n:
        found.append(f"{score.n - score.n_ended:,} of {score.n:,} prompts were not asked to the end")
    if score.valid is not None and score.valid < wanted.least_valid:
        found.append(f"{score.valid:.1%} of the answers are valid, {wanted.least_valid:.1%} are wanted")
    if score.asks_for_words and score.n_ended and (score.words.f1 or 0.0) < wanted.least_f1:
        found.append(f"F1 of the words is {score.words.f1 or 0.0:.3f}, {wanted.least_f1:.3f} is wanted")
    return found


def passed(template: Template) -> Score:
    """
    The best score of a template that passed.

    :raises NotPassed: there is none, with what the best lacks
    """
    scores = [golden_results.of(one, profile.model) for one, profile in golden_results.tried([template.pk])]
    if not scores:
        raise NotPassed(f"{template} was never tried on the golden set. Begin a golden run of it first.")
    best = max(scores, key=lambda one: (not lacks(one, bar()), one.n_ended, one.words.f1 or 0.0, one.valid or 0.0))
    if missing := lacks(best, bar()):
        raise NotPassed(f"{template} did not pass by {best.model}: {'; '.join(missing)}.")
    return best


def figures(score: Score) -> dict[str, str | int | float | None]:
    """What is kept of the score by which a template was activated."""
    return {
        "model": score.model,
        "prompts": score.n_ended,
        "valid": score.n_valid,
        "f1": None if score.words.f1 is None or not score.asks_for_words else round(score.words.f1, 4),
        "last_said": max(one.golden.pk for one in score.results),
    }


def needs_trial(template: Template) -> bool:
    """Whether the golden set measures its task; trees of styles are looked at by people as they are built."""
    return not MachineTask(template.task).is_of_styles
