"""All that was said of texts: by whom, from what, at what cost, and what of it holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from dataset.choices import AnnotationSource, JobState
from dataset.models import Annotation, Image, MachineJob, Prompt, Reannotation, Verdict
from dataset.queries import efforts, histories, machine_subjects
from dataset.queries.efforts import Effort
from dataset.queries.histories import History
from dataset.rules.answers import Said
from dataset.rules.carrying import PARTS
from dataset.rules.mentions import gone, mentions
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

    @property
    def rests(self) -> list[str]:
        """The parts that it says and that do not hold."""
        return [part for part in PARTS if part not in self.holds and getattr(self.said, part)]

    @property
    def may_hold(self) -> list[str]:
        """Those of them that can be let hold again: what was carried over follows its text."""
        is_carried = self.annotation is not None and self.annotation.source == AnnotationSource.PRUNED
        return [] if is_carried else self.rests

    @property
    def number(self) -> int | None:
        return None if self.annotation is None else self.annotation.pk


@dataclass(frozen=True, slots=True)
class Text:
    """A prompt with all that was said of it, the newest first, and the jobs that got no valid answer on it."""

    prompt: Prompt
    waits: Reannotation | None
    entries: list[Entry]
    given_up: list[MachineJob]


def of_image(image: Image) -> list[Text]:
    """Of its prompt and of what that was cleaned to, by the verdict that stands."""
    verdict = Verdict.objects.filter(image=image, superseded_at__isnull=True).select_related("tidy_prompt").first()
    clean = None if verdict is None else verdict.tidy_prompt
    return of([image.prompt, *([clean] if clean is not None and clean != image.prompt else [])])


def of(prompts: Sequence[Prompt]) -> list[Text]:
    """In a fixed number of queries."""
    found = histories.of([prompt.pk for prompt in prompts])
    related = ("job__run__template", "job__run__profile", "verdict__prompt")
    for one in Annotation.objects.filter(prompt__in=prompts, is_trial=False).select_related(*related):
        found[one.prompt_id].annotations[one.pk] = one
    jobs = [one.job_id for history in found.values() for one in history.annotations.values() if one.job_id is not None]
    spent = efforts.by_job(jobs)
    waiting = Reannotation.objects.in_bulk([prompt.pk for prompt in prompts])
    given_up = defaultdict[int, list[MachineJob]](list)
    for job in MachineJob.objects.filter(prompt__in=prompts, state=JobState.POISON).order_by("-pk"):
        if job.prompt_id is not None:
            given_up[job.prompt_id].append(job)
    return [
        Text(prompt, waiting.get(prompt.pk), entries(found[prompt.pk], spent), given_up[prompt.pk])
        for prompt in prompts
    ]


def entries(history: History, spent: dict[int, Effort]) -> list[Entry]:
    numbers: list[int | None] = [*reversed(history.annotations), *([None] if None in history.said else [])]
    return [entry(history, number, spent) for number in numbers]


def entry(history: History, number: int | None, spent: dict[int, Effort]) -> Entry:
    one = None if number is None else history.annotations[number]
    said = history.said[number] if number in history.said else Said()
    holds = [part for part in PARTS if history.current[part] == number and (one or getattr(said, part))]
    struck = [] if one is None or one.verdict is None else struck_by(one.verdict)
    effort = None if one is None or one.job_id is None else spent.get(one.job_id)
    return Entry(one, said, holds, struck, effort)


def lost_words(prompt: Prompt) -> list[str]:
    """Words that were struck from what a prompt was cleaned from, and that it does not say elsewhere; one query."""
    found: dict[str, None] = {}
    for verdict in machine_subjects.cleanings([prompt.pk]):
        words, struck = words_of(verdict.prompt.text), machine_subjects.struck_by(verdict)
        lost = gone(verdict.prompt.text, struck, verdict.prompt.language)
        found |= {words[at]: None for at in sorted(struck) if mentions(words[at], lost, verdict.prompt.language)}
    return [*found]


def struck_by(verdict: Verdict) -> list[str]:
    words = words_of(verdict.prompt.text)
    return [words[index] for index in verdict.struck if index < len(words)]
