"""Templates on pages: versions, what each showed on the golden set, the set itself, two side by side."""

from decimal import Decimal

import pytest
from django.test.client import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from annotation.models import AuditEntry
from dataset.actions import templates
from dataset.models import GoldenPrompt, MachineRun, Prompt, Template
from dataset.queries.golden import standing
from tests.dataset.golden import APPLE, TEXTS, draft, golden_set, right, tried
from tests.dataset.lines import good
from tests.dataset.machines import profile
from tests.factories import MachineRunFactory, PriceFactory, TemplateFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_set(settings: Settings) -> None:
    settings.GOLDEN_LEAST_PROMPTS = 3


def acts() -> list[tuple[str, str]]:
    return [*AuditEntry.objects.order_by("pk").values_list("act", "subject")]


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_takes_two_queries_however_many_versions(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    made = TemplateFactory.create_batch(n)
    MachineRunFactory.create_batch(2, template=made[-1])

    with django_assert_num_queries(2):  # the versions with their runs, the size of the golden set
        answer = by_manager.get("/templates/")

    assert answer.context["templates"] == made[::-1]
    assert answer.context["templates"][0].n_runs == 2


@pytest.mark.parametrize("n", [1, 3])
def test_a_version_takes_as_many_queries_however_many_models_it_was_tried_with(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    golden_set(n)
    template = draft()
    for place in range(n):
        tried(template, right, model=profile(profile__name=f"m{place}", profile__model=f"model-{place}"))

    with django_assert_num_queries(14):  # it, the one before; trials; seven of scores; runs; models, for two choices
        answer = by_manager.get(f"/templates/{template.pk}/")

    assert [(one.profile.name, one.score.words.f1) for one in answer.context["results"]] == [
        (f"m{place}", 1.0) for place in range(n)
    ]


def test_what_came_with_the_software_is_told_so(by_manager: Client) -> None:
    first, _ = templates.make_first(actor="ruth", now=NOW)

    page = by_manager.get(f"/templates/{first.pk}/").content.decode()

    assert "It came with the software and is active without having had to show anything." in page


def test_the_next_version_is_a_draft_and_the_one_before_stays(by_manager: Client) -> None:
    first, _ = templates.make_first(actor="ruth", now=NOW)
    form = by_manager.get(f"/templates/{first.pk}/change/").context["form"]
    given = {name: form[name].value() for name in ("schema", "parameters")}

    same = by_manager.post(f"/templates/{first.pk}/change/", {"text": first.text.replace("\n", "\r\n"), **given})
    answer = by_manager.post(f"/templates/{first.pk}/change/", {"text": f"{first.text}Be brief.", **given})

    assert same.context["form"].non_field_errors() == ["That is what annotate 1 says already."]
    made = Template.objects.get(name="annotate", version=2)
    assert answer.headers["Location"] == f"/templates/{made.pk}/"
    assert (made.state, made.text, made.schema) == ("draft", f"{first.text}Be brief.", first.schema)
    assert Template.objects.get(pk=first.pk).text == first.text
    assert acts() == [("make_template", "template annotate 2")]
    page = by_manager.get(f"/templates/{made.pk}/")
    assert page.context["changes"] == [("Text", [("kept", first.text), ("added", "Be brief.")])]


@pytest.mark.parametrize(
    ("said", "field", "told"),
    [
        ({"parameters": "[1]"}, "parameters", "This is an object: {…}."),
        ({"schema": "{"}, "schema", "Enter a valid JSON."),
        ({"parameters": '{"temperature": 1}'}, None, "A template limits its answers"),
    ],
)
def test_a_version_that_could_not_be_asked_with_is_refused_with_what_is_wrong(
    by_manager: Client, said: dict[str, str], field: str | None, told: str
) -> None:
    template = TemplateFactory()
    sound = {"text": "x", "schema": '{"type": "object"}', "parameters": '{"max_completion_tokens": 5}'}

    form = by_manager.post(f"/templates/{template.pk}/change/", sound | said).context["form"]

    assert form.errors[field or "__all__"][0].startswith(told)
    assert Template.objects.count() == 1


def test_a_version_is_tried_then_activated_and_each_act_is_recorded(by_manager: Client) -> None:
    templates.make_first(actor="ruth", now=NOW)
    golden_set()
    second = draft(" Be brief.")
    PriceFactory(profile__name="small", profile__transports=["online", "batch"])
    PriceFactory(profile__name="strong")

    too_early = by_manager.post(f"/templates/{second.pk}/act/", {"act": "activate"}, follow=True)
    said = {"profile": "small", "stronger": "strong", "transport": "batch", "cap": "2"}
    begun = by_manager.post(f"/templates/{second.pk}/try/", said)
    run = MachineRun.objects.get()
    tried(second, right)
    by_manager.post(f"/templates/{second.pk}/act/", {"act": "activate"})

    assert [str(one) for one in too_early.context["messages"]] == [
        "annotate 2 was never tried on the golden set. Begin a golden run of it first."
    ]
    assert begun.headers["Location"] == f"/runs/{run.pk}/"
    assert (run.is_trial, run.budget.cap_amount, run.actor) == (True, Decimal(2), "ruth")
    assert (run.transport, run.stronger and run.stronger.name) == ("batch", "strong")
    assert Template.objects.get(pk=second.pk).state == "active"
    assert acts() == [("try_template", "template annotate 2"), ("activate_template", "template annotate 2")]
    assert AuditEntry.objects.get(act="activate_template").detail["f1"] == 1.0


def test_a_trial_that_cannot_be_is_said_at_its_form(by_manager: Client) -> None:
    template = draft()
    PriceFactory(profile__name="small")

    form = by_manager.post(f"/templates/{template.pk}/try/", {"profile": "small", "cap": "2"}).context["form"]
    empty = by_manager.post(f"/templates/{template.pk}/try/", {"cap": "2"}).context["form"]

    assert form.non_field_errors() == ["The golden set is empty: nothing would be asked."]
    assert list(empty.errors) == ["profile"]


def test_a_draft_is_retired_and_what_is_no_act_does_nothing(by_manager: Client) -> None:
    template = draft()

    for act in ("sing", "retire", "retire"):
        by_manager.post(f"/templates/{template.pk}/act/", {"act": act})

    assert Template.objects.get().state == "retired"
    assert acts() == [("retire_template", "template annotate 1")]


def test_a_prompt_is_put_into_the_golden_set_said_anew_and_taken_out(by_manager: Client) -> None:
    said = {
        "prompt": "an owl at night, oil painting",
        "content": "owl",
        "atmosphere": "night",
        "style": "oil\npainting",
    }

    by_manager.post("/templates/golden/", said)
    again = by_manager.post("/templates/golden/", said)
    wrong = by_manager.post("/templates/golden/", said | {"content": "wolf"})
    number = Prompt.objects.get().pk
    prefilled = by_manager.get(f"/templates/golden/?prompt={number}").context["form"]
    by_manager.post("/templates/golden/", said | {"style": "oil painting", "caption": "An owl."})

    assert again.context["form"].non_field_errors() == ["That is what the golden set says of it already."]
    assert wrong.context["form"].non_field_errors() == [
        "“wolf” does not stand in the prompt. Every word is sorted, be it under other; in no list: owl."
    ]
    assert (prefilled.initial["style"], prefilled.initial["content"]) == ("oil, painting", "owl")
    [golden] = standing()
    assert (golden.number, golden.caption, golden.lists["style"]) == (2, "An owl.", ["oil painting"])

    for _ in range(2):
        by_manager.post(f"/templates/golden/{number}/take-out/")
    assert not standing().exists()
    assert GoldenPrompt.objects.count() == 3
    subject = f"golden prompt {number}"
    assert acts() == [("say_golden", subject), ("say_golden", subject), ("take_out_golden", subject)]


@pytest.mark.parametrize("n", [1, 3])
def test_the_golden_set_takes_two_queries_however_many_prompts(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries, n: int
) -> None:
    golden_set(n)

    with django_assert_num_queries(2):  # the set, its size
        answer = by_manager.get("/templates/golden/")

    assert [said.prompt.text for said in answer.context["rows"]] == [*TEXTS[:n]][::-1]


def test_two_versions_stand_side_by_side_with_what_people_say(
    by_manager: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    golden_set()
    model = profile(profile__name="small")
    for wording, answer in (("", good), (" Be brief.", right)):
        tried(draft(wording), answer, model=model)

    with django_assert_num_queries(8):  # what was tried; seven of scores
        shown = by_manager.get("/templates/compare/").context

    left, right_side = (score for _, score in shown["columns"])
    assert (left.template.version, right_side.template.version) == (1, 2)
    assert (left.words.f1, right_side.words.f1) == (pytest.approx(24 / 28), 1.0)
    assert shown["between"][0] == pytest.approx(1 - 24 / 28)
    assert shown["n_differ"] == 2
    first = shown["lines"][0]
    assert first.golden.prompt.text == f"{APPLE}, oil painting"
    assert [(kind, [piece.text for piece in people]) for kind, people, _ in first.kinds] == [
        ("style", ["oil painting"]),
        ("content", ["red apple", "bananas", "table"]),
        ("atmosphere", []),
        ("other", []),
    ]
    assert [[(piece.text, piece.mark) for piece in answer] for answer in first.kinds[0][2]] == [
        [("oil painting", "missed")],
        [("oil painting", "same")],
    ]


def test_what_is_compared_may_be_chosen_and_what_is_not_there_is_passed_over(by_manager: Client) -> None:
    golden_set(1)
    one, other = (profile(profile__name=name, profile__model=name) for name in ("one", "other"))
    template = draft()
    for model in (one, other):
        tried(template, right, model=model)

    chosen = by_manager.get(f"/templates/compare/?first={template.pk}:{other.pk}&second={template.pk}:{one.pk}")
    strange = by_manager.get("/templates/compare/?first=9:9&second=x")

    assert [side[1].name for side, _ in chosen.context["columns"]] == ["other", "one"]
    assert [side[1].name for side, _ in strange.context["columns"]] == ["other", "one"]
    assert chosen.context["between"] == (0.0, None)


def test_one_trial_is_held_against_nothing(by_manager: Client) -> None:
    golden_set(1)
    tried(draft(), right)

    assert "Only one was tried on the golden set yet" in by_manager.get("/templates/compare/").content.decode()


def test_many_prompts_come_page_by_page(by_manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotation.pages.comparisons.PAGE", 2)
    golden_set()
    model = profile()
    for wording in ("", " Be brief."):
        tried(draft(wording), right, model=model)

    first = by_manager.get("/templates/compare/").context
    second = by_manager.get("/templates/compare/?after=2").context

    assert [(len(page["lines"]), page["next"], page["n_lines"]) for page in (first, second)] == [
        (2, 2, 3),
        (1, None, 3),
    ]
    assert (first["n_differ"], first["n_words_differ"]) == (0, 0)
