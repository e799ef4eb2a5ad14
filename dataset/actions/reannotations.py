"""
After strikes: what is said of a prompt is carried over to its clean text, without what mentions a struck word.

Words are pruned here. A caption or questions that mention a struck word are asked anew, by the run that stands for it;
until its answer is there, none hold. Each look decides anew by what is there: it may be had twice, or late.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dataset.actions import annotations
from dataset.actions.annotations import Statement
from dataset.choices import AnnotationSource, ReannotationState
from dataset.models import Prompt, Reannotation, Verdict
from dataset.queries import histories, machine_subjects
from dataset.queries.histories import History
from dataset.rules.answers import Said
from dataset.rules.carrying import PARTS, Choice, Lost, Origin, Own, choose
from dataset.rules.mentions import gone

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Subject:
    """A clean prompt with the verdicts that led to it, the newest first."""

    row: Reannotation
    prompt: Prompt
    verdicts: Sequence[Verdict]
    history: History
    origins: Sequence[History]

    def lost(self) -> Lost:
        stems = (gone(one.prompt.text, machine_subjects.struck_by(one), one.prompt.language) for one in self.verdicts)
        return Lost(frozenset[str]().union(*stems), self.prompt.language)


@transaction.atomic
def look(*, now: datetime, limit: int = AT_ONCE) -> int:
    """Look at the next clean prompts that wait, in a fixed number of statements; how many, 0 when none is left."""
    waiting = Reannotation.objects.filter(state=ReannotationState.WAITING).order_by("prompt")
    rows = [*waiting.select_for_update(skip_locked=True, of=("self",)).select_related("prompt")[:limit]]
    found = [(subject, decide(subject)) for subject in subjects(rows)]
    annotations.keep(statements=[one for subject, parts in found for one in statements(subject, parts)], now=now)
    annotations.point_back(
        pointers=[
            (subject.prompt.pk, part, choice.earlier[0])
            for subject, parts in found
            for part, choice in parts.items()
            if choice.earlier is not None
        ],
        now=now,
    )
    for subject, parts in found:
        subject.row.lacks = [part for part, choice in parts.items() if choice.lacks]
        subject.row.state = ReannotationState.LACKING if subject.row.lacks else ReannotationState.DONE
        subject.row.changed_at = now
    Reannotation.objects.bulk_update(rows, ["state", "lacks", "changed_at"])
    return len(rows)


def look_at_all(*, now: datetime) -> int:
    """Look at whatever waits."""
    n_looked = 0
    while n := look(now=now):
        n_looked += n
    return n_looked


def subjects(rows: Sequence[Reannotation]) -> list[Subject]:
    verdicts = defaultdict[int | None, list[Verdict]](list)
    for verdict in machine_subjects.cleanings([row.prompt_id for row in rows]):
        verdicts[verdict.tidy_prompt_id].append(verdict)
    texts = {row.prompt_id for row in rows} | {one.prompt_id for found in verdicts.values() for one in found}
    known = histories.of(texts)
    return [
        Subject(
            row,
            row.prompt,
            verdicts[row.prompt_id],
            known[row.prompt_id],
            [known[one.prompt_id] for one in verdicts[row.prompt_id]],
        )
        for row in rows
    ]


def decide(subject: Subject) -> dict[str, Choice]:
    """What each part of a clean prompt is to be."""
    history, lost = subject.history, subject.lost()
    own = Own(
        history.now(),
        {part: history.is_firsthand(part) for part in PARTS},
        [(pk, history.said[pk]) for pk in firsthand(history)],
    )
    origins = [
        Origin(verdict.prompt.text, machine_subjects.struck_by(verdict), origin.now())
        for verdict, origin in zip(subject.verdicts, subject.origins, strict=True)
    ]
    return {part: choose(part, own, origins, lost) for part in PARTS}


def firsthand(history: History) -> list[int | None]:
    """What was said of the text itself, by models and people, the newest first; at last what was collected with it."""
    made = [pk for pk in reversed(history.annotations) if not history.is_carried(pk) and pk in history.said]
    return [*made, *([None] if None in history.said else [])]


def statements(subject: Subject, parts: Mapping[str, Choice]) -> list[Statement]:
    """What is carried over, by the annotation that each part is of."""
    verdict = subject.verdicts[0] if subject.verdicts else None
    found: dict[tuple[int | None, int | None], Said] = {}
    for part, choice in parts.items():
        if choice.stays or choice.earlier is not None:
            continue
        source = subject.history if choice.origin is None else subject.origins[choice.origin]
        place = (choice.origin, source.current[part])
        setattr(found.setdefault(place, Said()), part, choice.value)
    return [
        Statement(
            subject.prompt.pk,
            said,
            AnnotationSource.PRUNED,
            based_on_id=number,
            verdict=verdict if origin is None else subject.verdicts[origin],
        )
        for (origin, number), said in found.items()
    ]
