"""The commands that name a model and ask it, against a server that speaks the protocol."""

from dataclasses import asdict
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from dataset.actions import templates
from dataset.choices import JobState, MachineRunState
from dataset.models import Annotation, Attempt, CurrentAnnotation, Image, MachineJob, MachineRun, ModelProfile, Price
from jdb_site.stand_in.servers import StandIn
from tests.factories import ImageFactory, MachineJobFactory, MachineRunFactory, ScoreFactory, TemplateFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db

PROMPTS = (
    "a red fox sleeping under an old oak, watercolor, soft morning light",
    "portrait of an astronaut in a sunflower field, oil painting, golden hour, 8k",
    "여우가 자는 숲, 수채화, 아침 햇살",
)


FAULTS = "429=0.1,500=0.02,wrong_body=0.05,refusal=0.03,truncated=0.03,fenced=0.1"


def prompts(n: int) -> None:
    for place in range(n):
        text = PROMPTS[place % 3] if place < 3 else f"{PROMPTS[place % 2]}, number {place}"
        ImageFactory(prompt__text=text, prompt__described_at=NOW, prompt__language="ko" if place == 2 else "en")


def named(address: str, name: str = "small", **options: Any) -> ModelProfile:
    given = {"base_url": f"{address}/v1", "model": "stand-in", "input": Decimal("0.25"), "output": Decimal(2)}
    call_command("set_profile", name, **(given | options), stdout=StringIO())
    return ModelProfile.objects.get(name=name)


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("annotate_prompts", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_prompts_are_annotated_through_the_protocol() -> None:
    prompts(3)
    with StandIn() as server:
        named(server.address)
        told = run("small", "--cap", "1")
        ledger = server.ledger()

    cost = sum(Attempt.objects.values_list("cost_amount", flat=True))
    assert told == f"Run 1, done: 3 annotated, 0 without a valid answer, 0 known before; ${cost:.4f} spent.\n".replace(
        "Run 1", f"Run {MachineRun.objects.get().pk}"
    )
    assert CurrentAnnotation.objects.count() == Annotation.objects.count() == 3
    assert [*Attempt.objects.values_list("outcome", flat=True)] == ["good"] * 3
    tokens = [(one.n_input, one.n_output) for one in Attempt.objects.all()]
    assert ledger["models"]["stand-in"]["prompt_tokens"] == sum(n for n, _ in tokens)
    assert ledger["models"]["stand-in"]["completion_tokens"] == sum(n for _, n in tokens)


def test_a_server_that_keeps_to_no_schema_is_told_it_and_answers() -> None:
    prompts(1)
    with StandIn() as server:
        named(server.address, no_strict_schema=True)
        told = run("small", "--cap", "1")

    assert ": 1 annotated, 0 without a valid answer" in told
    assert Attempt.objects.get().repairs == []


def test_every_fault_ends_in_done_or_poison_and_money_is_counted_to_the_token() -> None:
    prompts(60)
    with StandIn(
        "429=0.1,500=0.02,wrong_body=0.05,refusal=0.03,truncated=0.03,fenced=0.1", seed=3, retry_seconds=0.2
    ) as server:
        named(server.address, at_once=8)
        run("small", "--cap", "1")
        ledger = server.ledger()

    states = {*MachineJob.objects.values_list("state", flat=True)}
    assert states <= {JobState.DONE, JobState.POISON}
    assert Annotation.objects.count() == MachineJob.objects.filter(state=JobState.DONE).count() >= 50
    told = ledger["models"]["stand-in"]
    counted = [sum(getattr(one, name) for one in Attempt.objects.all()) for name in ("n_input", "n_output")]
    assert counted == [told["prompt_tokens"], told["completion_tokens"]]
    budget = MachineRun.objects.get().budget
    assert (budget.reserved_amount, budget.spent_amount) == (
        Decimal(0),
        sum(Attempt.objects.values_list("cost_amount", flat=True)),
    )


def test_a_cap_pauses_and_says_how_to_go_on() -> None:
    prompts(1)
    with StandIn() as server:
        named(server.address)
        with pytest.raises(
            CommandError, match=r"Paused: a budget bears no further question. Go on: annotate_prompts --run"
        ):
            run("small", "--cap", "0.0001")

    assert MachineRun.objects.get().state == MachineRunState.PAUSED
    assert not Attempt.objects.exists()


def test_what_people_wrote_instead_is_told() -> None:
    over = MachineRunFactory(state="done", ended_at=NOW)
    MachineJobFactory(run=over, state="hand", failures=["C1"], ended_at=NOW)

    told = run("--run", str(over.pk))

    assert "0 annotated, 0 without a valid answer, 1 by hand instead, 0 known before" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["small", "--cap", "1"], "There is no model small: set_profile small names one."),
        (["small"], "Name a model and a cap, as: annotate_prompts small --cap 5"),
        (["--run", "7"], "There is no run 7."),
    ],
)
def test_what_cannot_be_asked_is_said(arguments: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*arguments)


def test_a_new_price_is_a_further_row_and_the_key_is_none() -> None:
    named("http://127.0.0.1:9")
    profile = named("http://127.0.0.1:9", output=Decimal(3))

    assert [*Price.objects.order_by("pk").values_list("output_amount", flat=True)] == [2, 3]
    assert (profile.secret_name, profile.transports) == ("", ["online"])


def test_a_key_that_is_not_there_is_said(settings: Settings) -> None:
    settings.MODEL_SECRETS = {}

    with pytest.raises(CommandError, match="OPENAI_API_KEY holds no key"):
        named("http://127.0.0.1:9", secret="OPENAI_API_KEY")


def test_a_run_keeps_to_thresholds_on_scores() -> None:
    prompts(3)
    ScoreFactory(image=Image.objects.earliest("pk"), value=0.2, scorer__name="clip", scorer__kind="clip")
    with StandIn() as server:
        named(server.address)
        run("small", "--cap", "1", "--clip-least", "0.1")

    assert MachineRun.objects.get().selection["scores"][0]["scorer"] == "clip@1"
    assert [*MachineJob.objects.values_list("prompt__text", flat=True)] == [PROMPTS[0]]


def test_a_sample_is_drawn_by_its_seed_and_another_template_asks_about_poison_anew() -> None:
    prompts(6)
    with StandIn() as server:
        named(server.address)
        told = run("small", "--cap", "1", "--sample", "2", "--seed", "9")
    first = MachineRun.objects.get()
    first.jobs.update(state=JobState.POISON, failures=["W1"])
    again = TemplateFactory(name="annotate", version=2, **asdict(templates.FIRST["annotate"]))
    with StandIn() as server:
        named(server.address, "large", model="larger")
        run("large", "--cap", "1", "--template", "annotate@2", "--poison-of", str(first.pk), "--code", "W1")

    assert ": 2 annotated" in told
    assert (first.selection["sample"], first.selection["seed"], first.selection["n_drawn_from"]) == (2, 9, 6)
    second = MachineRun.objects.latest("pk")
    assert (second.template, second.n_jobs, second.state) == (again, 2, "done")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--template", "annotate"], "There is no template annotate: one is named as annotate@1."),
        (["--sample", "0"], "--sample is one or more."),
        (["--sample", "1", "--seed", "-1"], "--seed is no negative number"),
        (["--poison-of", "5"], "No run 5 asked the same with another template"),
    ],
)
def test_a_selection_that_makes_no_sense_is_said(arguments: list[str], said: str) -> None:
    named("http://127.0.0.1:9")

    with pytest.raises(CommandError, match=said):
        run("small", "--cap", "1", *arguments)


def test_what_a_run_would_take_is_said_and_nothing_begins() -> None:
    prompts(6)
    with StandIn() as server:
        named(server.address)
        guess = run("small", "--cap", "1", "--estimate")
        run("small", "--cap", "1", "--most", "4")
        told = run("small", "--cap", "1", "--estimate")

    assert guess.startswith("6 prompts to ask, 0 known; 6 questions, ")
    assert "4,200 out: $" in guess
    assert "by a guess, since none was asked yet; asking each once costs $" in guess
    assert told.startswith("2 prompts to ask, 4 known; 2 questions, ")
    assert "by what 4 prompts took; " in told
    assert MachineRun.objects.count() == 1
