"""What is said of prompts: kept for good, and what holds now is a pointer that moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from django.db import transaction

from dataset.choices import AnnotationSource
from dataset.models import Annotation, Caption, CurrentAnnotation, MachineJob, PromptWords, Question
from dataset.rules.answers import Said


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody or something says of a prompt: the parts that are not None."""

    prompt_id: int
    said: Said
    source: AnnotationSource
    job: MachineJob | None = None
    based_on: Annotation | None = None
    actor: str = ""

    @property
    def provenance(self) -> str:
        return f"job/{self.job.pk}" if self.job is not None else f"{self.source}/{self.actor}".rstrip("/")


@transaction.atomic
def keep(*, statements: Sequence[Statement], now: datetime) -> list[Annotation]:
    """
    Keep these, and let each hold for its prompt, part by part; a fixed number of statements, however many.

    Two at once of the same prompt wait for each other at its pointer: the later one holds.
    """
    made = Annotation.objects.bulk_create(
        Annotation(
            prompt_id=one.prompt_id,
            source=one.source,
            job=one.job,
            based_on=one.based_on,
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
    for part in ("words", "caption", "questions"):
        point(part, [pair for pair in pairs if getattr(pair[0].said, part) is not None], now)
    return made


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


def point(part: str, pairs: Sequence[tuple[Statement, Annotation]], now: datetime) -> None:
    """Let the last of these hold for each prompt; in the order of prompts, so that two at once wait for each other."""
    newest = {one.prompt_id: annotation for one, annotation in pairs}
    rows = [CurrentAnnotation(prompt_id=prompt, moved_at=now, **{part: newest[prompt]}) for prompt in sorted(newest)]
    CurrentAnnotation.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["prompt"], update_fields=[part, "moved_at"]
    )
