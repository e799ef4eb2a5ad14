"""Steps of style trees are answered."""

from collections.abc import Mapping
from typing import Any

from dataset.models import StyleStep


def answer(answers: Mapping[int, dict[str, Any] | None]) -> None:
    """Keep what holds of the answers on these steps; no statement where there are none."""
    StyleStep.objects.bulk_update([StyleStep(pk=step, answer=value) for step, value in answers.items()], ["answer"])
