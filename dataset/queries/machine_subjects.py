"""What models are asked about: prompts with what was struck and what is known of them, and steps of style trees."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.db.models import F, QuerySet

from dataset.models import CurrentAnnotation, Image, MachineJob, Prompt, PromptWords, StyleStep, Verdict
from dataset.queries import golden, scores
from dataset.rules.answer_checks import Subject
from dataset.rules.mentions import gone
from dataset.rules.prunings import struck_now
from dataset.rules.score_limits import Limit
from dataset.rules.style_answers import Listed
from dataset.rules.tokeniser import TOKENISER_VERSION
from dataset.rules.tokens import unpack


def of_jobs(jobs: Sequence[MachineJob]) -> dict[int, Subject | Listed]:
    """What each of these jobs asks about; a kind of subject that none has costs no query."""
    prompts = of([job.prompt_id for job in jobs if job.prompt_id is not None])
    wanted = [job.step_id for job in jobs if job.step_id is not None]
    steps = {step.pk: step for step in StyleStep.objects.filter(pk__in=wanted).select_related("stage")}
    found: dict[int, Subject | Listed] = {job.pk: prompts[job.prompt_id] for job in jobs if job.prompt_id is not None}
    for job in jobs:
        if job.step_id is not None:
            found[job.pk] = Listed(steps[job.step_id].stage.task, steps[job.step_id].question)
    return found


def of_trial(jobs: Sequence[MachineJob]) -> dict[int, Subject | Listed]:
    """What jobs of a trial ask about: a prompt of the golden set, with the words as people sort them; one query."""
    said = {one.prompt_id: one for one in golden.said([job.prompt_id for job in jobs]).select_related("prompt")}
    expected = [(job.pk, said[job.prompt_id]) for job in jobs if job.prompt_id is not None]
    return {pk: Subject(one.prompt.text, one.prompt.language, words=one.lists) for pk, one in expected}


def of(prompts: Collection[int]) -> dict[int, Subject]:
    """The subjects of these prompts, in four queries."""
    found = {prompt.pk: prompt for prompt in Prompt.objects.filter(pk__in=prompts)}
    lost, words = lost_by(found), words_of(found)
    return {
        pk: Subject(prompt.text, prompt.language, frozenset(lost[pk]), words.get(pk)) for pk, prompt in found.items()
    }


def within(images: QuerySet[Image], limits: Iterable[Limit]) -> QuerySet[Image]:
    """Of the pictures made from a prompt, those that thresholds on scores let through: one of them is enough."""
    return scores.limited(images, limits)


def lost_by(prompts: Collection[int]) -> defaultdict[int, set[str]]:
    """
    The stems that clean texts lost, by all verdicts that led to them.

    Superseded ones count too: a text that lacks a word is never described with it, whoever struck it.
    """
    lost = defaultdict[int, set[str]](set)
    for verdict in cleanings(prompts):
        if verdict.tidy_prompt_id is not None:
            lost[verdict.tidy_prompt_id] |= gone(verdict.prompt.text, struck_by(verdict), verdict.prompt.language)
    return lost


def cleanings(prompts: Collection[int]) -> Iterable[Verdict]:
    """The verdicts by which other texts were cleaned to these, the newest first; one query."""
    found = Verdict.objects.filter(tidy_prompt__in=prompts).exclude(prompt=F("tidy_prompt"))
    return found.select_related("prompt", "tokenisation").defer("tokenisation__tokens").order_by("-pk")


def struck_by(verdict: Verdict) -> set[int]:
    """The words that a verdict took away, as words are told apart now."""
    struck = {*verdict.struck, *verdict.tidy_auto}
    if verdict.tokenisation.version == TOKENISER_VERSION:
        return struck
    return struck_now(verdict.prompt.text, unpack(verdict.tokenisation.tokens), struck)


def words_of(prompts: Collection[int]) -> dict[int, dict[str, list[str]]]:
    """The words by kind that hold now, of those prompts that have any."""
    current = dict(CurrentAnnotation.objects.filter(prompt__in=prompts).values_list("prompt", "words"))
    rows: Iterable[PromptWords] = PromptWords.objects.filter(prompt__in=prompts)
    found: dict[int, dict[str, list[str]]] = {}
    for row in rows:
        if row.annotation_id == current.get(row.prompt_id):
            found.setdefault(row.prompt_id, {})[row.kind] = row.words
    return found
