"""What a template had answered of the golden set by a model, beside what people say of it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from dataset.choices import Among, AttemptOutcome, JobRound, JobState, MachineTask
from dataset.models import (
    Annotation,
    Attempt,
    Caption,
    GoldenPrompt,
    MachineJob,
    MachineRun,
    ModelProfile,
    PromptWords,
    Question,
    Template,
)
from dataset.queries import golden
from dataset.rules import image_texts
from dataset.rules.answers import GROUPS, Said
from dataset.rules.golden_scores import Interval, Tally, alike, fitting, interval, share_interval, tallies, total
from dataset.rules.machine_keys import job_key

ENDED = (JobState.DONE, JobState.POISON)


@dataclass(frozen=True, slots=True)
class Result:
    """A prompt of the set, what people say of it, its job where it was asked, and what the answer says."""

    golden: GoldenPrompt
    job: MachineJob | None
    said: Said | None
    words: dict[str, Tally]

    @property
    def has_ended(self) -> bool:
        return self.job is not None and self.job.state in ENDED

    @property
    def is_valid(self) -> bool:
        return self.said is not None


@dataclass(frozen=True)
class Score:
    """How a template does by a model on the golden set as it stands. What has no valid answer missed every word."""

    template: Template
    model: str
    results: list[Result]
    attempts: list[Attempt] = field(default_factory=list)

    @cached_property
    def ended(self) -> list[Result]:
        return [one for one in self.results if one.has_ended]

    @cached_property
    def asks_for_words(self) -> bool:
        return self.template.task == MachineTask.ANNOTATE

    @property
    def n(self) -> int:
        return len(self.results)

    @property
    def n_ended(self) -> int:
        return len(self.ended)

    @cached_property
    def n_valid(self) -> int:
        return sum(one.is_valid for one in self.ended)

    @cached_property
    def n_at_once(self) -> int:
        """Valid without asking again; mended here counts."""
        return sum(one.is_valid and one.job is not None and one.job.round == JobRound.FIRST for one in self.ended)

    @property
    def at_once(self) -> float | None:
        return self.n_at_once / self.n_ended if self.ended else None

    @property
    def valid(self) -> float | None:
        return self.n_valid / self.n_ended if self.ended else None

    @property
    def valid_interval(self) -> Interval | None:
        return share_interval(self.n_valid, self.n_ended)

    @cached_property
    def by_kind(self) -> dict[str, Tally]:
        return {kind: total(one.words[kind] for one in self.ended) for kind in GROUPS}

    @cached_property
    def words(self) -> Tally:
        return total(self.by_kind.values())

    @cached_property
    def words_interval(self) -> Interval | None:
        return interval([total(one.words.values()) for one in self.ended])

    @cached_property
    def caption(self) -> float | None:
        """How alike captions are to those that people wrote, on average; None where nobody wrote one."""
        found = [
            alike(one.said.caption or "", one.golden.caption, one.golden.prompt.language) if one.said else 0.0
            for one in self.ended
            if one.golden.caption
        ]
        return sum(found) / len(found) if found else None

    @cached_property
    def questions(self) -> tuple[int, int]:
        """How many questions look where they should, of how many."""
        found = [
            fitting(one.said.questions or (), one.golden.prompt.text, one.golden.lists, one.golden.prompt.language)
            for one in self.ended
            if one.said
        ]
        return sum(n for n, _ in found), sum(n for _, n in found)

    @cached_property
    def repairs(self) -> Counter[str]:
        """Answers that were mended here, by code."""
        return Counter(code for one in self.attempts for code in one.repairs)

    @cached_property
    def failures(self) -> Counter[str]:
        """Answers that were asked for again or given up, by code."""
        return Counter(code for one in self.attempts for code in one.failures)

    @cached_property
    def poison(self) -> Counter[str]:
        given_up = [one.job for one in self.ended if one.job is not None and one.job.state == JobState.POISON]
        return Counter(code for job in given_up for code in job.failures)

    @property
    def codes(self) -> list[tuple[str, list[tuple[str, int]]]]:
        """What was wrong, and what became of that, most often first."""
        found = (("Mended here", self.repairs), ("Asked again", self.failures), ("Given up", self.poison))
        return [(what, codes.most_common()) for what, codes in found]

    @cached_property
    def cost_amount(self) -> Decimal:
        return sum((one.cost_amount for one in self.attempts), Decimal(0))

    @property
    def n_asked(self) -> int:
        """Questions that left; what was known from before cost nothing."""
        return sum(not one.from_cache for one in self.attempts)

    @property
    def n_known(self) -> int:
        return sum(one.from_cache for one in self.attempts)

    @property
    def n_refused(self) -> int:
        return sum(one.outcome == AttemptOutcome.REFUSAL for one in self.attempts)


def of(template: Template, model: str) -> Score:
    """How one template does by one model."""
    return of_many([(template, model)])[0]


def of_many(asked: Sequence[tuple[Template, str]]) -> list[Score]:
    """Scores in a fixed number of queries, however many prompts the set has, and of however many templates."""
    expected = [*golden.standing()]
    keys = [{one.pk: key(template, model, one) for one in expected} for template, model in asked]
    wanted = [digest for by_prompt in keys for digest in by_prompt.values()]
    jobs = {bytes(job.key): job for job in MachineJob.objects.filter(key__in=wanted)}
    said = said_by(jobs.values())
    attempts = defaultdict[int, list[Attempt]](list)
    for attempt in Attempt.objects.filter(job__in=[*jobs.values()]).order_by("job", "number"):
        attempts[attempt.job_id].append(attempt)
    found = []
    for (template, model), by_prompt in zip(asked, keys, strict=True):
        results = [result(one, jobs.get(by_prompt[one.pk]), said) for one in expected]
        its = [attempt for one in results if one.job is not None for attempt in attempts[one.job.pk]]
        found.append(Score(template, model, results, its))
    return found


def key(template: Template, model: str, one: GoldenPrompt) -> bytes:
    digest = bytes(one.prompt.text_sha256)
    return job_key(
        task=template.task, prompt_sha256=digest, template=bytes(template.sha256), model=model, is_trial=True
    )


def result(one: GoldenPrompt, job: MachineJob | None, said: dict[int, Said]) -> Result:
    found = None if job is None else said.get(job.pk)
    lists = (found.words if found is not None else None) or {}
    return Result(one, job, found, tallies(one.prompt.text, one.lists, lists))


def said_by(jobs: Collection[MachineJob]) -> dict[int, Said]:
    """What the answers of jobs say, by job; four queries. Texts are found by their prompts, which have the index."""
    found = dict(Annotation.objects.filter(job__in=[*jobs]).values_list("pk", "job"))
    said, of_these = {number: Said() for number in found}, {"prompt__in": [job.prompt_id for job in jobs]}
    for words in PromptWords.objects.filter(annotation__in=found, **of_these):
        said[number_of(words)].words = (said[number_of(words)].words or {}) | {words.kind: words.words}
    for caption in Caption.objects.filter(annotation__in=found, **of_these):
        said[number_of(caption)].caption = caption.text
    for row in Question.objects.filter(annotation__in=found, **of_these).order_by("kind", "position"):
        asked = image_texts.Question(row.kind, row.position, row.text, row.options, row.answer)
        said[number_of(row)].questions = [*(said[number_of(row)].questions or []), asked]
    return {job: said[number] for number, job in found.items() if job is not None}


def number_of(row: PromptWords | Caption | Question) -> int:
    assert row.annotation_id is not None  # noqa: S101  they were found by it
    return row.annotation_id


def tried(templates: Collection[int] | None = None) -> list[tuple[Template, ModelProfile]]:
    """Which templates were asked of the golden set, and of which models, each once; the newest template first."""
    runs = MachineRun.objects.filter(selection__among=Among.GOLDEN).select_related("template", "profile")
    if templates is not None:
        runs = runs.filter(template__in=templates)
    found = {(run.template_id, run.profile.model): (run.template, run.profile) for run in runs.order_by("-pk")}
    return sorted(found.values(), key=lambda one: (-one[0].pk, one[1].name))
