"""What is said of prompts: kept for good, and what holds now is a pointer that moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction

from dataset.choices import AnnotationSource
from dataset.gateways import reannotations
from dataset.models import Annotation, Caption, CurrentAnnotation, MachineJob, PromptWords, Question, Verdict
from dataset.rules.answers import Said
from dataset.rules.carrying import PARTS


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody or something says of a prompt: the parts that are not None."""

    prompt_id: int
    said: Said
    source: AnnotationSource
    job: MachineJob | None = None
    based_on_id: int | None = None
    verdict: Verdict | None = None
    actor: str = ""

    @property
    def provenance(self) -> str:
        return f"job/{self.job.pk}" if self.job is not None else f"{self.source}/{self.actor}".rstrip("/")


@transaction.atomic
def keep(*, statements: Sequence[Statement], now: datetime, is_trial: bool = False) -> list[Annotation]:
    """
    Keep these, and let each hold for its prompt, part by part; a fixed number of statements, however many.

    Two at once of the same prompt wait for each other at its pointer: the later one holds; but what a model says never
    takes the place of what a person wrote. Clean texts that this may speak of are to be looked at. What a trial brought
    is kept, and holds for nobody.
    """
    if not is_trial:
        reannotations.mark_told_of([one.prompt_id for one in statements], now=now)
    made = Annotation.objects.bulk_create(
        Annotation(
            prompt_id=one.prompt_id,
            source=one.source,
            job=one.job,
            based_on_id=one.based_on_id,
            verdict=one.verdict,
            is_trial=is_trial,
            actor=one.actor,
            created_at=now,
        )
        for one in statements
    )
    pairs = [*zip(statements, made, strict=True)]
    PromptWords.objects.bulk_create(chain.from_iterable(words(one, annotation) for one, annotation in pairs))
    Caption.objects.bulk_create(
        Caption(prompt_id=one.prompt_id, annotation=annotation, text=one.said.caption, provenance=one.provenance)
        for one, annotation in pairs
        if one.said.caption
    )
    Question.objects.bulk_create(chain.from_iterable(questions(one, annotation) for one, annotation in pairs))
    if not is_trial:
        theirs = written([one.prompt_id for one in statements if one.source == AnnotationSource.MACHINE])
        for part in PARTS:
            said = {
                one.prompt_id: made.pk
                for one, made in pairs
                if getattr(one.said, part) is not None and (one.prompt_id, part) not in theirs
            }
            point(part, said, now)
    return made


def written(prompts: Sequence[int]) -> set[tuple[int, str]]:
    """The parts of these prompts that hold as a person wrote them; their pointers stay while this is asked for."""
    rows = CurrentAnnotation.objects.filter(prompt__in=prompts).select_for_update(of=("self",)).order_by("prompt")
    found = rows.values_list("prompt", *(f"{part}__source" for part in PARTS)) if prompts else ()
    return {
        (prompt, part)
        for prompt, *sources in found
        for part, source in zip(PARTS, sources, strict=True)
        if source == AnnotationSource.HAND
    }


def point_back(*, pointers: Sequence[tuple[int, str, int | None]], now: datetime) -> None:
    """Let earlier ones hold again: (prompt, part, annotation), where no annotation is as it was collected."""
    for part in PARTS:
        point(part, {prompt: number for prompt, its, number in pointers if its == part}, now)


def words(one: Statement, annotation: Annotation) -> list[PromptWords]:
    return [
        PromptWords(prompt_id=one.prompt_id, annotation=annotation, kind=kind, words=found, provenance=one.provenance)
        for kind, found in (one.said.words or {}).items()
    ]


def questions(one: Statement, annotation: Annotation) -> list[Question]:
    return [
        Question(
            prompt_id=one.prompt_id,
            annotation=annotation,
            kind=asked.kind,
            position=asked.position,
            text=asked.text,
            options=asked.options,
            answer=asked.answer,
            provenance=one.provenance,
        )
        for asked in one.said.questions or ()
    ]


def point(part: str, found: Mapping[int, int | None], now: datetime) -> None:
    """Let these hold, by prompt; in the order of prompts, so that two at once wait for each other."""
    rows = [
        CurrentAnnotation(prompt_id=prompt, moved_at=now, **{f"{part}_id": found[prompt]}) for prompt in sorted(found)
    ]
    CurrentAnnotation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["prompt"], update_fields=[part, "moved_at"]
    )
