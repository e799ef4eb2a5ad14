"""How far clean prompts are, and whether what is said of them keeps to what was struck."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Count

from dataset.choices import ReannotationState
from dataset.models import Reannotation
from dataset.queries import histories, machine_subjects
from dataset.rules.carrying import PARTS, Lost

CHUNK = 1_000


class Mention(NamedTuple):
    """A part of what holds of a clean prompt that speaks of a word that was struck."""

    prompt: int
    part: str


def counts() -> Counter[str]:
    """Clean prompts by state, one query."""
    return Counter(dict(Reannotation.objects.order_by().values_list("state").annotate(Count("pk"))))


def mentions() -> Iterator[Mention]:
    """
    Every such mention in what holds: there must be none.

    Clean prompts that wait to be looked at are passed over: nothing of them is exported meanwhile.
    """
    rows = Reannotation.objects.exclude(state=ReannotationState.WAITING).order_by("prompt")
    last = 0
    while chunk := [*rows.filter(prompt__gt=last).values_list("prompt", "prompt__language")[:CHUNK]]:
        languages = dict(chunk)
        lost, known = machine_subjects.lost_by(languages), histories.of(languages)
        for prompt, language in chunk:
            now, struck = known[prompt].now(), Lost(lost[prompt], language)
            yield from (
                Mention(prompt, part)
                for part in PARTS
                if (value := getattr(now, part)) and struck.is_mentioned(part, value)
            )
        last = chunk[-1][0]
