"""What people write of prompts, and which earlier annotation they let hold again. Nothing is overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dataset.actions import annotations
from dataset.actions.annotations import Statement
from dataset.choices import Among, AnnotationSource, JobState
from dataset.errors import DatasetError
from dataset.gateways import reannotations
from dataset.models import Annotation, MachineJob, Prompt
from dataset.queries import histories, machine_subjects
from dataset.queries.histories import History
from dataset.rules.answers import Code, Said
from dataset.rules.carrying import NOTHING, PARTS, Lost
from dataset.rules.hand_checks import wrong


class RulesBroken(DatasetError):
    """What was written breaks rules; `broken` has their codes, each in words."""

    code = "rules_broken"

    def __init__(self, broken: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{code}: {words}" for code, words in broken.items()))
        self.broken = broken


class NothingChanged(DatasetError):
    """It holds as it was written."""

    code = "nothing_changed"


class NotSaidThere(DatasetError):
    """The annotation is none of this prompt, or says nothing of that part."""

    code = "not_said_there"


class WasCarried(DatasetError):
    """What was made from another text follows that text: it holds on its own once a person writes it so."""

    code = "was_carried"


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote, the parts of it, and how many jobs it took off the list of those without an answer."""

    annotation: Annotation
    parts: list[str]
    n_jobs: int


@transaction.atomic
def write(*, prompt: Prompt, said: Said, based_on: int | None = None, actor: str, now: datetime) -> Written:
    """
    Keep what a person writes of a prompt; the parts that differ from what holds, hold from now on.

    Its jobs without a valid answer are off their list: a person has answered. Those of a golden set's trial are let be,
    since they measure the model.

    :param based_on: the annotation that the person changed, where it is not what holds
    :raises NotSaidThere: `based_on` is none of this prompt
    :raises NothingChanged: all of it holds already
    :raises RulesBroken: it breaks rules that answers of models are held against
    """
    history = histories.of([prompt.pk])[prompt.pk]
    if based_on is not None and based_on not in history.annotations:
        raise NotSaidThere("There is no such annotation of this prompt.")
    given = {part: value for part in PARTS if (value := getattr(said, part)) is not None}
    new = {part: value for part, value in given.items() if differs(part, value, history)}
    if not new:
        raise NothingChanged("That is what holds already.")
    if broken := wrong(Said(**new), machine_subjects.of([prompt.pk])[prompt.pk]):
        raise RulesBroken(broken)
    source = based_on or max(filter(None, (history.current[part] for part in new)), default=None)
    statement = Statement(prompt.pk, Said(**new), AnnotationSource.HAND, based_on_id=source, actor=actor)
    [made] = annotations.keep(statements=[statement], now=now)
    given_up = MachineJob.objects.filter(prompt=prompt, state=JobState.POISON)
    n_jobs = given_up.exclude(run__selection__contains={"among": Among.GOLDEN.value}).update(state=JobState.HAND)
    return Written(made, [*new], n_jobs)


def differs(part: str, value: Any, history: History) -> bool:
    """Whether it is another than what holds; an empty group of words is no group."""
    return bool(meant(part, value) != meant(part, history.value(part, history.current[part])))


def meant(part: str, value: Any) -> Any:
    if part == "words":
        return {group: [*words] for group, words in (value or {}).items() if words}
    return value or NOTHING[part]


@transaction.atomic
def let_hold(*, prompt: Prompt, number: int | None, part: str, now: datetime) -> None:
    """
    Let a part of an earlier annotation hold again; None is what was collected with the prompt.

    :raises NotSaidThere: it is none of this prompt, or says nothing of that part
    :raises NothingChanged: it holds
    :raises WasCarried: it was carried over from another text
    :raises RulesBroken: it speaks of a word that was struck from this text
    """
    history = histories.of([prompt.pk])[prompt.pk]
    value = history.value(part, number)
    if not value or (number is not None and number not in history.annotations):
        raise NotSaidThere("There is no such annotation of this prompt, or it says nothing of that.")
    if history.current[part] == number:
        raise NothingChanged("That holds already.")
    if history.is_carried(number):
        raise WasCarried("It was carried over from another text. Write it anew from it, and it holds for this one.")
    subject = machine_subjects.of([prompt.pk])[prompt.pk]
    if Lost(subject.lost, subject.language).is_mentioned(part, value):
        raise RulesBroken({Code.STRUCK: "speaks of a struck word"})
    reannotations.mark_told_of([prompt.pk], now=now)  # before the pointer, in the order in which a look takes them
    annotations.point_back(pointers=[(prompt.pk, part, number)], now=now)
