"""All that was said of a pair's prompt and of its clean prompt: by whom, from what, and what of it holds."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from annotation.pages.permissions import READERS, roles_required
from dataset.models import Annotation, Image, Prompt, Reannotation, Verdict
from dataset.queries import efforts, histories
from dataset.queries.efforts import Effort
from dataset.queries.histories import History
from dataset.rules.answers import Said
from dataset.rules.carrying import PARTS
from dataset.rules.phrases import words_of


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One annotation; None is what was collected. `holds` are its parts that hold now, `struck` the words that it lost.
    """

    annotation: Annotation | None
    said: Said
    holds: list[str]
    struck: list[str]
    effort: Effort | None


@dataclass(frozen=True, slots=True)
class Text:
    """A prompt with all that was said of it, the newest first."""

    prompt: Prompt
    waits: Reannotation | None
    entries: list[Entry]


@roles_required(*READERS)
@require_safe
def of_pair(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The annotations of the prompt and of what it was cleaned to, by the verdict that stands."""
    image = get_object_or_404(Image.objects.select_related("prompt"), public_id=public_id)
    verdict = Verdict.objects.filter(image=image, superseded_at__isnull=True).select_related("tidy_prompt").first()
    prompts = [image.prompt]
    if verdict is not None and verdict.tidy_prompt is not None and verdict.tidy_prompt != image.prompt:
        prompts.append(verdict.tidy_prompt)
    context = {"image": image, "texts": texts(prompts)}
    return render(request, "annotation/machine_annotations.html", context)


def texts(prompts: list[Prompt]) -> list[Text]:
    found = histories.of([prompt.pk for prompt in prompts])
    related = ("job__run__template", "job__run__profile", "verdict__prompt")
    for one in Annotation.objects.filter(prompt__in=prompts, is_trial=False).select_related(*related):
        found[one.prompt_id].annotations[one.pk] = one
    jobs = [one.job_id for history in found.values() for one in history.annotations.values() if one.job_id is not None]
    spent = efforts.by_job(jobs)
    waiting = Reannotation.objects.in_bulk([prompt.pk for prompt in prompts])
    return [Text(prompt, waiting.get(prompt.pk), entries(found[prompt.pk], spent)) for prompt in prompts]


def entries(history: History, spent: dict[int, Effort]) -> list[Entry]:
    numbers: list[int | None] = [*reversed(history.annotations), *([None] if None in history.said else [])]
    return [entry(history, number, spent) for number in numbers]


def entry(history: History, number: int | None, spent: dict[int, Effort]) -> Entry:
    one = None if number is None else history.annotations[number]
    said = history.said[number] if number in history.said else Said()
    holds = [part for part in PARTS if history.current[part] == number and (one or getattr(said, part))]
    struck = [] if one is None or one.verdict is None else struck_by(one.verdict)
    return Entry(one, said, holds, struck, None if one is None or one.job_id is None else spent.get(one.job_id))


def struck_by(verdict: Verdict) -> list[str]:
    words = words_of(verdict.prompt.text)
    return [words[index] for index in verdict.struck if index < len(words)]
