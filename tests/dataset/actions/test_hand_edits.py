"""What people write of prompts: held against the rules, kept beside what was there, and holding against models."""

from typing import Any

import pytest

from dataset.actions import annotations, hand_edits, reannotations
from dataset.actions.annotations import Statement
from dataset.choices import AnnotationSource, JobState, ReannotationState
from dataset.models import Annotation, Image, MachineJob, Prompt, Reannotation
from dataset.queries import histories
from dataset.rules.answers import Said
from dataset.rules.image_texts import Question
from tests.dataset.settled import publish
from tests.factories import CaptionFactory, ImageFactory, MachineJobFactory, MachineRunFactory, PromptWordsFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db

TEXT = "a red fox and a red hen sleeping under an old oak"  # words 2 fox, 6 hen, 10 old
WORDS = {"content": ["red fox", "red hen", "sleeping", "old oak"]}
WHERE = Question("content", 0, "Where do they sleep?", ["under an oak", "in a barn", "in a nest", "on a hill"], 0)


@pytest.fixture
def image() -> Image:
    found: Image = ImageFactory(prompt__text=TEXT)
    return found


def write(prompt: Prompt | None, based_on: int | None = None, **parts: Any) -> hand_edits.Written:
    assert prompt is not None
    said = Said(**parts)
    return hand_edits.write(prompt=prompt, said=said, based_on=based_on, actor="ruth", now=NOW)


def told(prompt: Prompt, **parts: Any) -> Annotation:
    """A model says this of a prompt."""
    said, job = Said(**parts), MachineJobFactory(prompt=prompt, state=JobState.DONE)
    [made] = annotations.keep(statements=[Statement(prompt.pk, said, AnnotationSource.MACHINE, job)], now=NOW)
    return made


def now(prompt: Prompt | None) -> Said:
    assert prompt is not None
    return histories.of([prompt.pk])[prompt.pk].now()


def test_what_differs_holds_and_what_was_there_is_kept(image: Image) -> None:
    first = told(image.prompt, words=WORDS, caption="A fox and a hen.", questions=[WHERE])

    written = write(image.prompt, words=WORDS, caption="A fox and a hen sleep.", questions=[WHERE])

    made = written.annotation
    assert (made.source, made.actor, made.based_on) == (AnnotationSource.HAND, "ruth", first)
    assert written.parts == ["caption"]
    assert now(image.prompt) == Said(WORDS, "A fox and a hen sleep.", [WHERE])
    assert first.captions.get().text == "A fox and a hen."


def test_what_a_person_wrote_holds_against_what_models_say_later(image: Image) -> None:
    write(image.prompt, caption="A fox and a hen sleep.")

    later = told(image.prompt, words=WORDS, caption="Two animals sleep.")

    assert now(image.prompt) == Said(WORDS, "A fox and a hen sleep.")
    assert later.captions.get().text == "Two animals sleep."


def test_options_stay_in_the_order_in_which_they_were_written(image: Image) -> None:
    write(image.prompt, questions=[WHERE])

    assert now(image.prompt).questions == [WHERE]


def test_a_part_may_be_emptied(image: Image) -> None:
    CaptionFactory(prompt=image.prompt, text="A fox.")

    write(image.prompt, caption="")

    assert now(image.prompt).caption is None


@pytest.mark.parametrize(
    ("parts", "broken"),
    [
        (
            {"words": {"content": ["red fox", "blue hen", "sleeping", "old oak"]}},
            {"W1": "words that do not stand in the prompt: blue hen"},
        ),
        (
            {"words": WORDS | {"style": ["oak"]}},
            {"W2": "a word in two lists, or most words in none: old oak"},
        ),
        ({"words": {"content": ["fox"]}}, {"W2": "a word in two lists, or most words in none"}),
        ({"caption": "A fox. It sleeps."}, {"C1": "no caption of one plain sentence"}),
        (
            {"questions": [WHERE._replace(text="Where", kind="style")]},
            {
                "Q1": "not four different options, no question mark, or a question twice",
                "Q3": "questions on a style that is not there",
            },
        ),
        (
            {"questions": [WHERE._replace(text="What is under an oak?")]},
            {"Q2": "the right option stands in the question, or is “all of the above”"},
        ),
        ({"caption": "I cannot help with a fox."}, {"I1": "did as the prompt said, or spoke of itself"}),
    ],
)
def test_it_is_held_against_the_rules_and_nothing_of_it_is_mended(
    image: Image, parts: dict[str, Any], broken: dict[str, str]
) -> None:
    with pytest.raises(hand_edits.RulesBroken) as refused:
        write(image.prompt, **parts)

    assert dict(refused.value.broken) == broken
    assert Annotation.objects.count() == 0


def test_a_clean_prompt_is_not_described_with_what_was_struck(image: Image) -> None:
    clean = publish(image, [2]).tidy_prompt

    with pytest.raises(hand_edits.RulesBroken, match="C2: speaks of a struck word"):
        write(clean, caption="A hen and two foxes.")


def test_later_strikes_keep_what_a_person_wrote_and_prune_it(image: Image) -> None:
    told(image.prompt, words=WORDS, caption="A red fox.", questions=[WHERE])
    write(image.prompt, words=WORDS | {"style": ["red"], "content": ["fox", "hen", "sleeping", "old oak"]})
    write(image.prompt, caption="A hen sleeps under an oak.")

    clean = publish(image, [2, 10]).tidy_prompt
    reannotations.look_at_all(now=NOW)

    pruned = {"style": ["red"], "content": ["hen", "sleeping", "oak"]}
    assert now(clean) == Said(pruned, "A hen sleeps under an oak.", [WHERE])


def test_what_holds_already_is_no_edit(image: Image) -> None:
    PromptWordsFactory(prompt=image.prompt, kind="content", words=["fox"])

    with pytest.raises(hand_edits.NothingChanged):
        write(image.prompt, words={"content": ["fox"], "style": []}, caption="", questions=[])


def test_a_job_without_an_answer_is_off_the_list_once_a_person_answered(image: Image) -> None:
    poison = {"prompt": image.prompt, "state": JobState.POISON, "failures": ["C1"], "ended_at": NOW}
    job = MachineJobFactory(**poison)
    trial = MachineJobFactory(**poison, run=MachineRunFactory(selection={"among": "golden"}))

    assert write(image.prompt, caption="A fox and a hen sleep.").n_jobs == 1

    states = dict(MachineJob.objects.values_list("pk", "state"))
    assert states == {job.pk: JobState.HAND, trial.pk: JobState.POISON}


def test_an_earlier_annotation_may_hold_again_part_by_part(image: Image) -> None:
    CaptionFactory(prompt=image.prompt, text="As it was collected.")
    first = told(image.prompt, words=WORDS, caption="A fox and a hen.")
    write(image.prompt, caption="A fox and a hen sleep.")

    hand_edits.let_hold(prompt=image.prompt, number=first.pk, part="caption", now=NOW)
    assert now(image.prompt) == Said(WORDS, "A fox and a hen.")

    hand_edits.let_hold(prompt=image.prompt, number=None, part="caption", now=NOW)
    assert now(image.prompt) == Said(WORDS, "As it was collected.")


def test_going_back_changes_what_is_carried_over(image: Image) -> None:
    first = told(image.prompt, caption="A fox and a hen.")
    write(image.prompt, caption="A hen sleeps under an oak.")
    clean = publish(image, [10]).tidy_prompt
    reannotations.look_at_all(now=NOW)

    hand_edits.let_hold(prompt=image.prompt, number=first.pk, part="caption", now=NOW)
    assert Reannotation.objects.get().state == ReannotationState.WAITING
    reannotations.look_at_all(now=NOW)

    assert now(clean).caption == "A fox and a hen."


def test_what_cannot_hold_again_says_why(image: Image) -> None:
    told(image.prompt, words=WORDS, caption="A hen sleeps.")
    clean = publish(image, [2]).tidy_prompt
    assert clean is not None
    reannotations.look_at_all(now=NOW)
    carried = Annotation.objects.get(prompt=clean)
    CaptionFactory(prompt=clean, text="A fox.")
    write(clean, caption="A hen sleeps under an oak.")

    for number, part, error in [
        (carried.pk, "caption", hand_edits.WasCarried),
        (carried.pk, "questions", hand_edits.NotSaidThere),
        (carried.pk + 1000, "caption", hand_edits.NotSaidThere),
        (carried.pk, "words", hand_edits.NothingChanged),
        (None, "caption", hand_edits.RulesBroken),
    ]:
        with pytest.raises(error):
            hand_edits.let_hold(prompt=clean, number=number, part=part, now=NOW)
    assert now(clean).caption == "A hen sleeps under an oak."


def test_a_carried_one_is_written_anew_from_it(image: Image) -> None:
    told(image.prompt, caption="A hen sleeps.")
    clean = publish(image, [2]).tidy_prompt
    assert clean is not None
    reannotations.look_at_all(now=NOW)
    carried = Annotation.objects.get(prompt=clean)
    write(clean, caption="A hen sleeps under an oak.")

    again = write(clean, caption="A hen sleeps.", based_on=carried.pk)

    assert again.annotation.based_on == carried
    with pytest.raises(hand_edits.NotSaidThere):
        write(clean, caption="A hen is sleeping.", based_on=carried.pk + 1000)
