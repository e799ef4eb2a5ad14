"""Thresholds on scores as people read them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from dataset.rules.score_limits import COLLECTED

register = template.Library()
NAMES = {"nsfw": "NSFW score", "clip": "CLIP score"}


@register.filter
def thresholds(limits: Sequence[Mapping[str, Any]] | None) -> str:
    """NSFW score to 0.3, by fox@1; CLIP score from 0.25, as collected, or none."""
    return "; ".join(map(threshold, limits or ()))


def threshold(limit: Mapping[str, Any]) -> str:
    least = f" from {limit['least']:g}" if limit["least"] is not None else ""
    most = f" to {limit['most']:g}" if limit["most"] is not None else ""
    by = "as collected" if limit["scorer"] == COLLECTED else f"by {limit['scorer']}"
    return f"{NAMES[limit['kind']]}{least}{most}, {by}{', or none' if limit['unscored'] else ''}"
