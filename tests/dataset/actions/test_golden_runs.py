"""Templates tried on the golden set: what is asked, what it holds for, and how near the answers are."""

import json
from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from dataset.actions import golden, golden_runs, machine_runs, templates
from dataset.actions.machine_runs import Means, RunRefused, Wanted
from dataset.choices import JobState, MachineRunState, MachineTask
from dataset.gateways.language_models import Answered, Missed
from dataset.models import Annotation, Attempt, CurrentAnnotation, MachineJob, Prompt, Reannotation, Template
from dataset.queries import golden_results, histories
from dataset.rules.golden_scores import Tally
from tests.dataset.golden import TEXTS, draft, expected, golden_set, right, tried
from tests.dataset.lines import SAID, chat, good
from tests.dataset.machines import COST, profile, worked
from tests.factories import ImageFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def test_the_golden_set_is_asked_and_nothing_else() -> None:
    ImageFactory(prompt__described_at=NOW)
    golden_set()

    run = tried(draft(), right)

    assert (run.state, run.n_jobs, run.is_trial) == (MachineRunState.DONE, 3, True)
    assert {*MachineJob.objects.values_list("prompt__text", flat=True)} == {*TEXTS}
    assert {*Annotation.objects.values_list("is_trial", flat=True)} == {True}


def test_what_a_trial_brings_holds_for_nobody() -> None:
    golden_set(1)
    ImageFactory(prompt=Prompt.objects.get())

    tried(draft(), right)

    prompt = Prompt.objects.get().pk
    assert Annotation.objects.get().prompt_id == prompt
    assert not CurrentAnnotation.objects.exists()
    assert not Reannotation.objects.exists()
    assert not histories.of([prompt])[prompt].annotations


def test_a_prompt_of_the_set_is_asked_about_for_good_all_the_same_and_costs_nothing_again() -> None:
    golden_set(1)
    ImageFactory(prompt=Prompt.objects.get())
    Prompt.objects.update(described_at=NOW)
    trial = tried(in_force(), right)
    means = Means(trial.profile, Decimal(1))

    run = machine_runs.start(template=trial.template, wanted=Wanted(), means=means, actor="ruth", now=NOW)
    machine_runs.build(run_id=run.pk, now=NOW)
    line = worked(run, right)

    assert line.bodies == []
    assert [*Attempt.objects.order_by("pk").values_list("from_cache", "cost_amount")] == [(False, COST), (True, 0)]
    assert CurrentAnnotation.objects.get().words == Annotation.objects.get(is_trial=False)


def in_force() -> Template:
    return templates.in_force(task=MachineTask.ANNOTATE, actor="ruth", now=NOW)


def test_an_empty_set_is_not_asked() -> None:
    with pytest.raises(RunRefused, match="The golden set is empty"):
        golden_runs.start(template=draft(), means=Means(profile(), Decimal(1)), actor="ruth", now=NOW)


def test_what_is_taken_out_is_not_asked() -> None:
    golden_set(2)
    golden.take_out(prompt=Prompt.objects.get(text=TEXTS[0]), actor="ruth", now=NOW)

    run = tried(draft(), right)

    assert [*MachineJob.objects.filter(run=run).values_list("prompt__text", flat=True)] == [TEXTS[1]]


def test_a_further_trial_asks_only_what_is_new() -> None:
    golden_set(2)
    template, model = draft(), profile()
    tried(template, right, model=model)
    golden_set(3)

    again = tried(template, right, model=model)

    assert (again.n_jobs, again.n_known) == (1, 2)
    assert golden_results.of(template, model.model).n_ended == 3


def test_a_score_is_reckoned_from_what_holds_of_the_set_now() -> None:
    golden_set()
    template = draft()
    model = tried(template, right).profile

    score = golden_results.of(template, model.model)

    assert (score.n, score.n_ended, score.n_valid, score.n_at_once) == (3, 3, 3, 3)
    assert score.by_kind == {
        "style": Tally(2, 2, 2),
        "content": Tally(12, 12, 12),
        "atmosphere": Tally(2, 2, 2),
        "other": Tally(),
    }
    assert (score.words.f1, score.valid, score.cost_amount, score.n_asked) == (1.0, 1.0, 3 * COST, 3)
    assert score.questions == (3, 3)
    assert score.caption == pytest.approx(2 * 7 / (7 + 9))

    golden.say(expected=expected_otherwise(), actor="ruth", now=NOW)
    assert golden_results.of(template, model.model).by_kind["style"] == Tally(0, 2, 0)


def expected_otherwise() -> Any:
    words = {"style": [], "content": ["red apple", "bananas", "table"], "atmosphere": [], "other": ["oil painting"]}
    return golden.checked(text=TEXTS[1], words=words, caption="", note="")


def unsorted(_: Any) -> Answered | Missed:
    return chat(json.dumps(SAID | {"words": {"style": [], "content": ["wolf"], "atmosphere": [], "other": []}}))


def test_what_got_no_valid_answer_missed_all_and_is_told_by_code() -> None:
    golden_set(1)
    template = draft()
    run = tried(template, unsorted)
    worked(run, unsorted, later=1)

    score = golden_results.of(template, run.profile.model)

    assert MachineJob.objects.get().state == JobState.POISON
    assert (score.n_ended, score.n_valid, score.words) == (1, 0, Tally(0, 0, 4))
    assert (score.poison, score.failures, score.repairs) == ({"W2": 1}, {"W2": 2}, {"W1": 2})
    assert score.caption == 0.0


def test_a_description_is_asked_for_with_the_words_of_people() -> None:
    golden_set(1)
    template = templates.in_force(task=MachineTask.DESCRIBE, actor="ruth", now=NOW)
    line: list[Any] = []

    def described(body: Any) -> Answered | Missed:
        line.append(json.loads(body["messages"][1]["content"]))
        return chat(json.dumps({key: value for key, value in SAID.items() if key != "words"}))

    run = tried(template, described)

    assert line == [{"prompt": TEXTS[0], "words": expected(TEXTS[0]).words}]
    score = golden_results.of(template, run.profile.model)
    assert (score.asks_for_words, score.n_valid, score.questions) == (False, 1, (1, 1))


@pytest.mark.parametrize("n", [1, 3])
def test_a_score_takes_as_many_queries_however_many_prompts(
    n: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    golden_set(n)
    template, model = draft(), profile()
    tried(template, good, model=model)

    with django_assert_num_queries(7):
        score = golden_results.of(template, model.model)

    assert score.n_ended == n
