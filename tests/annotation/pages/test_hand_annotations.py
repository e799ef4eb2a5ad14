"""What is said of a prompt is written by hand, and earlier annotations are let hold again."""

from typing import Any

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries

from annotation.models import AuditEntry
from dataset.actions import annotations
from dataset.actions.annotations import Statement
from dataset.choices import AnnotationSource, JobState
from dataset.models import Annotation, MachineJob, Prompt
from dataset.queries import histories
from dataset.rules.answers import Said
from dataset.rules.image_texts import Question
from tests.dataset.settled import publish
from tests.factories import NOW, ImageFactory, MachineJobFactory, PromptFactory

pytestmark = pytest.mark.django_db

TEXT = "a red fox and a red hen sleeping under an old oak"
WHERE = Question("content", 0, "Where do they sleep?", ["under an oak", "in a barn", "in a nest", "on a hill"], 0)
WORDS = {"content": ["red fox", "red hen", "sleeping", "old oak"]}


@pytest.fixture
def prompt() -> Prompt:
    found: Prompt = PromptFactory(text=TEXT)
    return found


def told(prompt: Prompt, **parts: Any) -> Annotation:
    said, job = Said(**parts), MachineJobFactory(prompt=prompt, state=JobState.DONE)
    [made] = annotations.keep(statements=[Statement(prompt.pk, said, AnnotationSource.MACHINE, job)], now=NOW)
    return made


def now(prompt: Prompt) -> Said:
    return histories.of([prompt.pk])[prompt.pk].now()


def sent(by: Client, prompt: Prompt, query: str = "", **changes: str) -> Any:
    """The form as the page shows it, with these changes."""
    filled = shown(by.get(f"/prompts/{prompt.pk}/write/{query}"))
    return by.post(f"/prompts/{prompt.pk}/write/{query}", filled | changes)


def shown(answer: Any) -> dict[str, Any]:
    """What stands in the form of a page."""
    form = answer.context["form"]
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields}


def test_the_form_as_it_came_changes_nothing(by_manager: Client, prompt: Prompt) -> None:
    told(prompt, words=WORDS, caption="A fox and a hen.", questions=[WHERE])

    answer = sent(by_manager, prompt)

    assert "That is what holds already." in answer.content.decode()
    assert Annotation.objects.count() == 1


def test_what_is_written_holds_and_the_record_names_who(by_manager: Client, prompt: Prompt) -> None:
    told(prompt, words=WORDS, caption="A fox and a hen.", questions=[WHERE])
    changes = {
        "words_style": "oak\r\n\r\n",
        "words_content": "red fox\nred hen\n sleeping \nred fox",
        "text_0": "",
        "kind_1": "style",
        "text_1": "What of the tree is meant?",
        "option_a_1": "an oak",
        "option_b_1": "a fir",
        "option_c_1": "a birch",
        "option_d_1": "a yew",
    }

    answer = sent(by_manager, prompt, **changes)

    assert (answer.status_code, answer["Location"]) == (302, f"/prompts/{prompt.pk}/")
    style = Question("style", 0, "What of the tree is meant?", ["an oak", "a fir", "a birch", "a yew"], 0)
    words = {"style": ["oak"], "content": ["red fox", "red hen", "sleeping"], "atmosphere": [], "other": []}
    assert now(prompt) == Said(words, "A fox and a hen.", [style])
    made = Annotation.objects.latest("pk")
    assert (made.source, made.actor) == (AnnotationSource.HAND, "ruth")
    entry = AuditEntry.objects.get(act="write_annotation")
    assert (entry.actor, entry.subject) == ("ruth", f"prompt {prompt.pk}")
    assert entry.detail == {"annotation": made.pk, "parts": ["words", "questions"], "jobs": 0}


def test_what_breaks_rules_is_told_in_words_and_stays_in_the_form(by_manager: Client, prompt: Prompt) -> None:
    answer = sent(by_manager, prompt, words_content="a blue fox", caption="A fox. A hen.").content.decode()

    assert "W1: words that do not stand in the prompt: a blue fox." in answer
    assert "C1: no caption of one plain sentence." in answer
    assert "A fox. A hen.</textarea>" in answer
    assert Annotation.objects.count() == 0


def test_somebody_elses_change_meanwhile_is_not_undone_unseen(by_manager: Client, prompt: Prompt) -> None:
    told(prompt, caption="A fox and a hen.")

    answer = sent(by_manager, prompt, caption="A hen and a fox.", seen="0-0-0")

    assert "What holds was changed while you wrote." in answer.content.decode()
    assert now(prompt).caption == "A fox and a hen."
    assert by_manager.post(f"/prompts/{prompt.pk}/write/", shown(answer)).status_code == 302
    assert now(prompt).caption == "A hen and a fox."


def test_questions_that_were_shown_are_taken_though_others_hold_now(by_manager: Client, prompt: Prompt) -> None:
    told(prompt, questions=[WHERE])
    filled = shown(by_manager.get(f"/prompts/{prompt.pk}/write/"))
    told(prompt, questions=[])

    answer = by_manager.post(f"/prompts/{prompt.pk}/write/", filled)

    assert [fields[0].value() for _, fields in answer.context["form"].questions] == [WHERE.text, "", ""]


def test_a_prompt_without_an_answer_says_so_until_a_person_writes(by_manager: Client, prompt: Prompt) -> None:
    MachineJobFactory(prompt=prompt, state=JobState.POISON, failures=["C1"], ended_at=NOW)
    page = f"/prompts/{prompt.pk}/"
    assert "<code>C1</code> no caption of one plain sentence" in by_manager.get(page).content.decode()

    sent(by_manager, prompt, caption="A fox and a hen sleep.")

    assert "got no valid answer" not in by_manager.get(page).content.decode()
    assert MachineJob.objects.get().state == JobState.HAND


def test_one_may_begin_with_an_earlier_annotation(by_manager: Client, prompt: Prompt) -> None:
    first = told(prompt, caption="A fox and a hen.")
    told(prompt, words=WORDS, caption="Two animals sleep.")

    sent(by_manager, prompt, f"?from={first.pk}")

    made = Annotation.objects.latest("pk")
    assert (made.based_on, now(prompt)) == (first, Said(WORDS, "A fox and a hen."))


def test_an_earlier_one_holds_again(by_manager: Client, prompt: Prompt) -> None:
    first = told(prompt, caption="A fox and a hen.")
    told(prompt, caption="Two animals sleep.")
    assert "Let its caption hold" in by_manager.get(f"/prompts/{prompt.pk}/").content.decode()

    by_manager.post(f"/prompts/{prompt.pk}/hold/", {"annotation": first.pk, "part": "caption"})

    assert now(prompt).caption == "A fox and a hen."
    entry = AuditEntry.objects.get(act="let_annotation_hold")
    assert (entry.actor, entry.detail) == ("ruth", {"annotation": first.pk, "part": "caption"})


@pytest.mark.parametrize(
    ("said", "told_so"),
    [
        ({"annotation": "collected", "part": "caption"}, "or it says nothing of that."),
        ({"annotation": "", "part": "caption"}, "Nothing was asked for."),
        ({"annotation": "collected", "part": "all"}, "Nothing was asked for."),
        ({"annotation": "9" * 30, "part": "caption"}, "Nothing was asked for."),
    ],
)
def test_what_cannot_hold_again_says_why(
    by_manager: Client, prompt: Prompt, said: dict[str, str], told_so: str
) -> None:
    answer = by_manager.post(f"/prompts/{prompt.pk}/hold/", said, follow=True)

    assert told_so in answer.content.decode()
    assert AuditEntry.objects.count() == 0


def test_of_a_clean_prompt_it_says_what_is_not_to_be_mentioned(by_manager: Client, prompt: Prompt) -> None:
    clean = publish(ImageFactory(prompt=prompt), [1, 2, 10]).tidy_prompt
    assert clean is not None

    answer = by_manager.get(f"/prompts/{clean.pk}/write/")

    assert answer.context["lost"] == ["fox", "old"]  # it says red of the hen
    assert by_manager.get(f"/prompts/{prompt.pk}/write/").context["lost"] == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_of_a_prompt_takes_as_many_queries_however_much_was_said(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, prompt: Prompt, n: int
) -> None:
    for number in range(n):
        told(prompt, caption=f"A hen sleeps, {number}.")
        ImageFactory(prompt=prompt)

    with django_assert_num_queries(11):
        found = by_manager.get(f"/prompts/{prompt.pk}/").content.decode()

    assert found.count("/annotations/") + found.count('<a href="/pairs/') == n


@pytest.mark.parametrize("n", [1, 3])
def test_the_form_takes_as_many_queries_however_much_was_said(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, prompt: Prompt, n: int
) -> None:
    for number in range(n):
        told(prompt, caption=f"A hen sleeps, {number}.", questions=[WHERE])

    with django_assert_num_queries(7):
        assert by_manager.get(f"/prompts/{prompt.pk}/write/").status_code == 200
