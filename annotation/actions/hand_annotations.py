"""What people of the office write of prompts, and what they let hold again. Each act stands in the record."""

from datetime import datetime

from django.db import transaction

from annotation.actions import audit
from dataset.actions import hand_edits
from dataset.actions.hand_edits import Written
from dataset.models import Prompt
from dataset.rules.answers import Said


@transaction.atomic
def write(*, prompt: Prompt, said: Said, based_on: int | None = None, actor: str, now: datetime) -> Written:
    """Keep what somebody writes of a prompt, as `hand_edits.write` does, with its errors."""
    written = hand_edits.write(prompt=prompt, said=said, based_on=based_on, actor=actor, now=now)
    detail = {"annotation": written.annotation.pk, "parts": written.parts, "jobs": written.n_jobs}
    audit.record(actor=actor, act="write_annotation", subject=f"prompt {prompt.pk}", detail=detail, now=now)
    return written


@transaction.atomic
def let_hold(*, prompt: Prompt, number: int | None, part: str, actor: str, now: datetime) -> None:
    """Let a part of an earlier annotation hold again, as `hand_edits.let_hold` does, with its errors."""
    hand_edits.let_hold(prompt=prompt, number=number, part=part, now=now)
    detail = {"annotation": "collected" if number is None else number, "part": part}
    audit.record(actor=actor, act="let_annotation_hold", subject=f"prompt {prompt.pk}", detail=detail, now=now)
