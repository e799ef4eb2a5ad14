"""The golden set: prompts with what people say of them, added, said anew, taken out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, transaction

from dataset.errors import DatasetError
from dataset.models import GoldenPrompt, Prompt
from dataset.queries import golden
from dataset.rules import golden_lines
from dataset.rules.golden_lines import Expected, LineRefused


class GoldenRefused(DatasetError):
    """What was said of a prompt cannot be held against an answer."""

    code = "golden_refused"


class NotInTheSet(DatasetError):
    """The prompt is not in the golden set."""

    code = "not_in_the_golden_set"


@dataclass(slots=True)
class Brought:
    """What a file brought: new prompts, those said anew, those that stood so already; and lines that are wrong."""

    n_added: int = 0
    n_changed: int = 0
    n_known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def say(*, expected: Expected, actor: str, now: datetime) -> GoldenPrompt | None:
    """
    Put a prompt into the set, or say anew what is expected of it; None where it stands so already.

    Two people at once are told apart by their numbers: the later one counts.
    """
    prompt, _ = Prompt.objects.get_or_create(
        text_sha256=hashlib.sha256(expected.text.encode()).digest(), defaults={"text": expected.text}
    )
    last = golden.newest([prompt.pk]).first()
    same = (dict(expected.words), expected.caption, expected.note)
    if last is not None and (last.words, last.caption, last.note) == same:
        return None
    return following(prompt, last, expected, actor, now)


def checked(*, text: str, words: object, caption: str, note: str) -> Expected:
    """
    What people say of a prompt, in the form in which it is kept.

    :raises GoldenRefused: with all that is wrong with it
    """
    try:
        return golden_lines.checked(text, words, caption, note)
    except LineRefused as error:
        raise GoldenRefused(str(error)) from error


@transaction.atomic
def take_out(*, prompt: Prompt, actor: str, now: datetime) -> GoldenPrompt:
    """
    Take a prompt out of the set; what was said of it stays.

    :raises NotInTheSet: it is not in it
    """
    last = golden.newest([prompt.pk]).first()
    if last is None or last.words is None:
        raise NotInTheSet("That prompt is not in the golden set.")
    return following(prompt, last, None, actor, now)


def following(
    prompt: Prompt, last: GoldenPrompt | None, expected: Expected | None, actor: str, now: datetime
) -> GoldenPrompt:
    try:
        with transaction.atomic():
            return GoldenPrompt.objects.create(
                prompt=prompt,
                number=1 if last is None else last.number + 1,
                words=None if expected is None else dict(expected.words),
                caption="" if expected is None else expected.caption,
                note="" if expected is None else expected.note,
                actor=actor,
                created_at=now,
            )
    except IntegrityError:  # somebody spoke of it at the same moment
        return following(prompt, golden.newest([prompt.pk]).first(), expected, actor, now)


@transaction.atomic
def bring_in(*, lines: Iterable[str], actor: str, now: datetime) -> Brought:
    """Bring in all lines of a file, or none where one is wrong: half a golden set measures something else."""
    brought, wanted = Brought(), list[Expected]()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            wanted.append(golden_lines.read(line))
        except LineRefused as error:
            brought.refused.append((number, str(error)))
    if brought.refused:
        return brought
    for expected in wanted:
        made = say(expected=expected, actor=actor, now=now)
        if made is None:
            brought.n_known += 1
        elif made.number == 1:
            brought.n_added += 1
        else:
            brought.n_changed += 1
    return brought
