"""After strikes: what is carried over, what is asked anew, and that nothing struck is said of a clean prompt."""

import json
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from dataset.actions import annotations, lacking, machine_runs, reannotations, templates
from dataset.actions.annotations import Statement
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import AnnotationSource, JobState, MachineRunState, MachineTask, ReannotationState
from dataset.models import (
    Annotation,
    MachineJob,
    MachineRun,
    Prompt,
    Reannotation,
)
from dataset.queries import histories
from dataset.queries.reannotations import mentions
from dataset.rules.answers import Said
from dataset.rules.image_texts import Question
from tests.dataset.machines import profile
from tests.dataset.reannotating import DESCRIBED, answered, standing
from tests.dataset.settled import publish
from tests.factories import (
    CaptionFactory,
    ImageFactory,
    PromptWordsFactory,
    TokenisationFactory,
)
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db

TEXT = "a red fox and a red hen sleeping under an old oak"  # words 2 fox, 6 hen, 7 sleeping, 10 old, 11 oak
FOX = Question("content", 0, "What sleeps?", ["a fox", "a cow", "a cat", "a dog"], 0)


def said(prompt: Prompt, **parts: Any) -> Annotation:
    """Somebody says this of a prompt."""
    one = Statement(prompt.pk, Said(**parts), AnnotationSource.HAND, actor="ruth")
    [made] = annotations.keep(statements=[one], now=NOW)
    return made


def now(prompt: Prompt | None) -> Said:
    assert prompt is not None
    return histories.of([prompt.pk])[prompt.pk].now()


def state(prompt: Prompt | None) -> str:
    return str(Reannotation.objects.get(prompt=prompt).state)


def test_words_are_pruned_and_what_mentions_nothing_struck_is_carried_over() -> None:
    image = ImageFactory(prompt__text=TEXT)
    first = said(image.prompt, words={"content": ["red fox", "hen", "old oak"]}, caption="A fox.", questions=[FOX])

    verdict = publish(image, [10])
    assert reannotations.look(now=NOW) == 1

    assert now(verdict.tidy_prompt) == Said({"content": ["red fox", "hen", "oak"]}, "A fox.", [FOX])
    [carried] = Annotation.objects.filter(source=AnnotationSource.PRUNED)
    assert (carried.based_on, carried.verdict, carried.job) == (first, verdict, None)
    assert state(verdict.tidy_prompt) == ReannotationState.DONE
    assert reannotations.look(now=NOW) == 0


def test_what_was_collected_with_a_prompt_is_carried_over_too() -> None:
    image = ImageFactory(prompt__text=TEXT)
    PromptWordsFactory(prompt=image.prompt, kind="content", words=["fox", "hen"])
    CaptionFactory(prompt=image.prompt, text="A hen sleeps.")

    verdict = publish(image, [2])
    reannotations.look(now=NOW)

    assert now(verdict.tidy_prompt) == Said({"content": ["hen"]}, "A hen sleeps.")
    assert Annotation.objects.get().based_on is None


def test_a_caption_that_mentions_a_struck_word_is_asked_anew_with_the_questions() -> None:
    image = ImageFactory(prompt__text=TEXT)
    said(image.prompt, words={"content": ["fox", "hen", "oak"]}, caption="A hen and two foxes sleep.", questions=[])
    verdict = publish(image, [2])
    reannotations.look(now=NOW)
    clean = verdict.tidy_prompt
    assert (now(clean).caption, state(clean)) == (None, ReannotationState.LACKING)

    run = standing()
    line = answered(run, DESCRIBED)
    reannotations.look(now=NOW)

    [body] = line.bodies
    assert json.loads(body["messages"][1]["content"]) == {
        "prompt": verdict.tidy_prompt.text if verdict.tidy_prompt else "",
        "words": {"content": ["hen", "oak"]},
    }
    assert (now(clean).caption, state(clean)) == (DESCRIBED["caption"], ReannotationState.DONE)
    assert MachineRun.objects.get().state == MachineRunState.BUILDING


def test_an_answer_that_mentions_a_struck_word_does_not_hold() -> None:
    image = ImageFactory(prompt__text=TEXT)
    said(image.prompt, caption="A fox.")
    clean = publish(image, [2]).tidy_prompt
    reannotations.look(now=NOW)
    run = standing()

    for _ in range(2):
        answered(run, DESCRIBED | {"caption": "A fox is sleeping under an oak."})

    job = MachineJob.objects.get()
    assert (job.state, job.failures) == (JobState.POISON, ["C2"])
    assert (now(clean).caption, state(clean)) == (None, ReannotationState.ASKED)


def test_a_verdict_that_changes_back_asks_nothing_and_says_nothing_twice() -> None:
    image = ImageFactory(prompt__text=TEXT)
    said(image.prompt, caption="A fox and a hen.", questions=[])
    first = publish(image, [2])
    reannotations.look(now=NOW)
    run = standing()
    answered(run, DESCRIBED)
    reannotations.look(now=NOW)

    publish(image, [10], precedence=1002, source_key="two")
    reannotations.look(now=NOW)
    n_said = Annotation.objects.count()
    again = publish(image, [2], precedence=1003, source_key="three")
    reannotations.look(now=NOW)

    assert again.tidy_prompt == first.tidy_prompt
    assert now(first.tidy_prompt).caption == DESCRIBED["caption"]
    assert (Annotation.objects.count(), answered(run, DESCRIBED).bodies) == (n_said, [])


def test_two_prompts_with_one_clean_text_share_what_neither_struck() -> None:
    one, other = (ImageFactory(prompt__text=f"a red fox, {word}") for word in ("sleeping", "shiny"))
    said(one.prompt, caption="A shiny red fox.", questions=[])
    said(other.prompt, caption="A red fox is there.", questions=[])
    clean = publish(one, [3]).tidy_prompt
    reannotations.look(now=NOW)
    assert now(clean).caption == "A shiny red fox."

    assert publish(other, [3]).tidy_prompt == clean
    [mention] = [*reannotated_mentions()]
    assert mention == (clean.pk if clean else 0, "caption")
    reannotations.look(now=NOW)

    assert now(clean).caption == "A red fox is there."
    assert [*mentions()] == []


def reannotated_mentions() -> list[tuple[int, str]]:
    """What the check would find, had the clean prompts been looked at before."""
    waiting = Reannotation.objects.filter(state=ReannotationState.WAITING)
    pks = [*waiting.values_list("pk", flat=True)]
    waiting.update(state=ReannotationState.DONE)
    found = [(one.prompt, one.part) for one in mentions()]
    Reannotation.objects.filter(pk__in=pks).update(state=ReannotationState.WAITING)
    return found


def test_a_prompt_that_is_annotated_after_its_verdict_tells_its_clean_text() -> None:
    image = ImageFactory(prompt__text=TEXT)
    clean = publish(image, [2]).tidy_prompt
    reannotations.look(now=NOW)
    assert now(clean) == Said()

    said(image.prompt, words={"content": ["fox", "hen"]}, caption="A hen.")
    assert state(clean) == ReannotationState.WAITING
    reannotations.look(now=NOW)

    assert now(clean) == Said({"content": ["hen"]}, "A hen.")


def test_what_a_person_says_of_a_clean_text_ends_the_asking() -> None:
    image = ImageFactory(prompt__text=TEXT)
    said(image.prompt, caption="A fox.")
    clean = publish(image, [2]).tidy_prompt
    assert clean is not None
    reannotations.look(now=NOW)

    said(clean, caption="A hen under an oak.")
    reannotations.look(now=NOW)

    assert (now(clean).caption, state(clean)) == ("A hen under an oak.", ReannotationState.DONE)


def test_one_run_stands_at_a_time_and_the_next_takes_up_what_it_left() -> None:
    image = ImageFactory(prompt__text=TEXT)
    said(image.prompt, caption="A fox.")
    clean = publish(image, [2]).tidy_prompt
    reannotations.look(now=NOW)
    run = standing()
    machine_runs.build(run_id=run.pk, now=NOW)
    assert (state(clean), machine_runs.finish(now=NOW)) == (ReannotationState.ASKED, 0)

    with pytest.raises(lacking.RunStands, match=f"Run {run.pk} stands for clean prompts already"):
        standing()
    machine_runs.cancel(run=run, reason="dear", now=NOW)
    second = standing()

    assert len(answered(second, DESCRIBED).bodies) == 1
    assert MachineJob.objects.get().run == second


def test_a_standing_run_asks_for_captions_and_questions_alone_and_can_be_paused() -> None:
    template = templates.in_force(task=MachineTask.ANNOTATE, actor="ruth", now=NOW)
    means = Means(profile(), cap=Decimal(1))
    wanted = Wanted(among="cleaned")

    with pytest.raises(lacking.NothingToDescribe):
        machine_runs.start(template=template, wanted=wanted, means=means, actor="ruth", now=NOW)
    run = standing()
    assert machine_runs.pause(run=run, reason="the bill looks wrong")
    assert machine_runs.build(run_id=run.pk, now=NOW) == 0
    assert machine_runs.resume(run=run)

    run.refresh_from_db()
    assert run.state == MachineRunState.BUILDING


def test_words_struck_as_they_were_told_apart_before_are_the_same_letters_now() -> None:
    image = ImageFactory(prompt__text="a red-brown fox")
    tokens = [[0, 1, "word", 0, 0], [2, 11, "word", 0, 0], [12, 15, "word", 0, 0]]
    TokenisationFactory(prompt=image.prompt, version="old", tokens=tokens, n_words=3)
    said(image.prompt, words={"content": ["red", "fox"]})

    clean = publish(image, [1]).tidy_prompt
    reannotations.look(now=NOW)

    assert now(clean) == Said({"content": ["fox"]})


@pytest.mark.parametrize("n", [1, 3])
def test_a_look_takes_as_many_statements_however_many_wait(
    n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(n):
        image = ImageFactory(prompt__text=f"{TEXT}, {number}")
        said(image.prompt, words={"content": ["fox"]}, caption="A fox.", questions=[])
        publish(image, [2])

    with django_assert_num_queries(16):
        assert reannotations.look(now=NOW) == n
