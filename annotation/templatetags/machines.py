"""Runs of models as people read them."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import template

from annotation.rules.languages import NAMES
from annotation.templatetags.scores import thresholds
from dataset.choices import Among, AttemptOutcome, Transport
from dataset.models import Budget, ModelProfile
from dataset.rules import prices
from dataset.rules.answers import SENTENCES
from dataset.rules.golden_scores import Interval

register = template.Library()

# Beside the codes of rules, jobs are given up by the outcome of their last attempt.
OUTCOMES = {**dict(AttemptOutcome.choices), "refused": AttemptOutcome.REFUSAL.label}


@register.filter
def dollars(amount: Decimal | None) -> str:
    """$1,204.50; nothing where there is none."""
    return "" if amount is None else prices.dollars(amount)


@register.filter
def price(amount: Decimal) -> str:
    """0.250000 → 0.25: what a million tokens cost."""
    return f"{amount.normalize():f}"


@register.filter
def reached(profile: ModelProfile) -> str:
    """By which ways a model is asked."""
    return ", ".join(str(Transport(one).label) for one in profile.transports)


@register.filter
def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@register.filter
def by_letter(counts: Sequence[int]) -> list[tuple[str, float]]:
    """Each letter with its share."""
    return [(letter, n / sum(counts)) for letter, n in zip("ABCD", counts, strict=True)]


@register.filter
def pretty(value: object) -> str:
    """JSON, a key a line."""
    return json.dumps(value, indent=2, ensure_ascii=False)


@register.filter
def rate(per_second: float) -> str:
    """So many a second; below one, a minute."""
    return f"{per_second:,.1f} a second" if per_second >= 1 else f"{60 * per_second:,.0f} a minute"


@register.filter
def pace(per_minute: float) -> str:
    """So many prompts a minute, as `rate` says them."""
    return rate(per_minute / 60)


@register.filter
def about(length: timedelta) -> str:
    """`4 days`, `7 h`, `12 min`, `40 s`: as precise as an estimate is."""
    for unit, seconds in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if length.total_seconds() >= 2 * seconds:
            return f"{length.total_seconds() / seconds:,.0f} {unit}"
    return f"{max(1, length.total_seconds()):.0f} s"


@register.filter
def left(budget: Budget) -> Decimal:
    """What it bears still."""
    return max(Decimal(0), budget.cap_amount - budget.spent_amount - budget.reserved_amount)


@register.filter
def code_means(code: str) -> str:
    """What was wrong with an answer, or why there was none, in words."""
    return SENTENCES.get(code) or OUTCOMES.get(code, code)


@register.filter
def selected(selection: Mapping[str, Any]) -> str:
    """Which prompts a run asks about, in words."""
    if (among := selection.get("among")) in {Among.CLEANED, Among.GOLDEN}:
        return str(Among(among).label)
    return ", ".join(part for part in [sampled(selection), *chosen(selection)] if part)


def sampled(selection: Mapping[str, Any]) -> str:
    """How many were drawn from how many, and by what, so that anybody may draw the same; nothing where it is all."""
    if not selection.get("sample"):
        return f"the first {selection['most']:,} of what fits" if selection.get("most") else ""
    n_from = selection.get("n_drawn_from")
    drawn_from = "" if n_from is None else f" from {n_from:,}"
    return f"a sample of {selection['sample']:,} drawn by seed {selection.get('seed', 0)}{drawn_from}"


def chosen(selection: Mapping[str, Any]) -> list[str]:
    if selection.get("among") == Among.POISON:
        code = f" by {selection['code']}" if selection.get("code") else ""
        return [f"what run {selection['of_run']} got no valid answer to{code}"]
    languages = ", ".join(NAMES.get(code, code) for code in selection.get("languages", ()))
    return [
        f"of {selection['source']}" if selection.get("source") else "of every source",
        f"in {languages}" if languages else "in every language",
        f"of the {selection['split']} split" if selection.get("split") else "",
        thresholds(selection.get("scores")),
    ]


@register.filter
def figure(value: float | None) -> str:
    """0.8571 → 0.857; a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"


@register.filter
def share(value: float | None) -> str:
    """0.912 → 91.2 %; a dash where there is none."""
    return "–" if value is None else f"{value:.1%}".replace("%", " %")


@register.filter
def signed(value: float) -> str:
    return f"{value:+.3f}".replace("-", "−")


@register.filter
def between(found: Interval | None) -> str:
    """Where a figure may lie, in brackets."""
    return "" if found is None else f"({found.low:.3f}–{found.high:.3f})"


@register.filter
def between_shares(found: Interval | None) -> str:
    """The same of a share."""
    return "" if found is None else f"({100 * found.low:.1f}–{100 * found.high:.1f} %)"


@register.filter
def indented(value: object) -> str:
    """JSON as people read it."""
    return json.dumps(value, ensure_ascii=False, indent=2)
