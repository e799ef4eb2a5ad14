"""All that was ever said of prompts, and what of it holds now."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from dataset.choices import AnnotationSource
from dataset.models import Annotation, Caption, CurrentAnnotation, PromptWords, Question
from dataset.rules import image_texts
from dataset.rules.answers import Said
from dataset.rules.carrying import PARTS


@dataclass(slots=True)
class History:
    """What each annotation of a prompt says, by its number; None is what was collected with the prompt."""

    said: defaultdict[int | None, Said] = field(default_factory=lambda: defaultdict(Said))
    annotations: dict[int, Annotation] = field(default_factory=dict)
    current: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(PARTS))

    def now(self) -> Said:
        """What holds."""
        return Said(**{part: self.value(part, self.current[part]) for part in PARTS})

    def value(self, part: str, number: int | None) -> Any:
        return getattr(self.said[number], part) if number in self.said else None

    def is_firsthand(self, part: str) -> bool:
        """Whether what holds was said of this very text; an empty part of a model or a person is a word too."""
        number = self.current[part]
        return bool(self.value(part, None)) if number is None else not self.is_carried(number)

    def is_carried(self, number: int | None) -> bool:
        """Whether an annotation was made from another text's."""
        return number is not None and self.annotations[number].source == AnnotationSource.PRUNED


def of(prompts: Collection[int]) -> defaultdict[int, History]:
    """The histories of these prompts, in five queries. Trials of a golden set hold for nobody: they are left out."""
    found = defaultdict[int, History](History)
    for one in Annotation.objects.filter(prompt__in=prompts, is_trial=False).order_by("pk"):
        found[one.prompt_id].annotations[one.pk] = one
    for current in CurrentAnnotation.objects.filter(prompt__in=prompts):
        found[current.prompt_id].current = {part: getattr(current, f"{part}_id") for part in PARTS}
    read_texts(prompts, found)
    return found


def read_texts(prompts: Collection[int], found: defaultdict[int, History]) -> None:
    for words in PromptWords.objects.filter(prompt__in=prompts).order_by("pk"):
        if (said := said_in(found[words.prompt_id], words.annotation_id)) is not None:
            said.words = (said.words or {}) | {words.kind: words.words}
    for caption in Caption.objects.filter(prompt__in=prompts):
        if (said := said_in(found[caption.prompt_id], caption.annotation_id)) is not None:
            said.caption = caption.text
    for row in Question.objects.filter(prompt__in=prompts).order_by("kind", "position"):
        if (said := said_in(found[row.prompt_id], row.annotation_id)) is not None:
            asked = image_texts.Question(row.kind, row.position, row.text, row.options, row.answer)
            said.questions = [*(said.questions or []), asked]


def said_in(history: History, number: int | None) -> Said | None:
    return history.said[number] if number is None or number in history.annotations else None
