"""Which prompts a run asks about: samples by their seed, splits, what another run got no valid answer to."""

import hashlib
from dataclasses import replace

import pytest

from dataset.models import Prompt
from dataset.queries.machine_selections import Wanted, wanted_by
from tests.factories import ImageFactory, MachineJobFactory
from tests.factories.dataset import NOW

pytestmark = pytest.mark.django_db


def prompts(n: int, **fields: object) -> list[Prompt]:
    return [ImageFactory(prompt__described_at=NOW, **fields).prompt for _ in range(n)]


def lowest(among: list[Prompt], seed: int, n: int) -> list[Prompt]:
    """Drawn by hand."""

    def drawn(prompt: Prompt) -> bytes:
        return hashlib.sha256(bytes(prompt.text_sha256) + seed.to_bytes(8, "big")).digest()

    return sorted(sorted(among, key=drawn)[:n], key=lambda prompt: prompt.pk)


@pytest.mark.parametrize("seed", [0, 7, 2**40])
def test_a_sample_are_the_prompts_with_the_lowest_hash_of_theirs_and_the_seed(seed: int) -> None:
    made = prompts(9)
    wanted = Wanted(sample=4, seed=seed)

    drawn = wanted.drawn()

    assert [*drawn.prompts()] == lowest(made, seed, 4) == sorted(wanted.chosen(), key=lambda prompt: prompt.pk)
    assert (drawn.last_prompt, drawn.n_drawn_from) == (made[-1].pk, 9)


def test_what_comes_after_a_sample_was_drawn_changes_nothing_of_it() -> None:
    made = prompts(5)
    drawn = Wanted(sample=2, seed=3).drawn()

    prompts(20)

    assert [*drawn.prompts()] == [*drawn.chosen()] == lowest(made, 3, 2)
    assert drawn.drawn() is drawn


def test_a_sample_of_more_than_there_are_is_all_of_them() -> None:
    made = prompts(2)

    assert [*Wanted(sample=5).drawn().prompts()] == made
    assert [*Wanted(sample=5, source="nowhere").drawn().prompts()] == []


def test_prompts_are_chosen_by_the_split_of_their_pictures() -> None:
    prompts(1)
    [tested] = prompts(1, split="test")

    assert [*Wanted(split="test").prompts()] == [tested]


def test_what_another_run_got_no_valid_answer_to_is_chosen_or_that_of_one_code() -> None:
    words = MachineJobFactory(state="poison", failures=["W1", "C1"], ended_at=NOW)
    refused = MachineJobFactory(run=words.run, state="poison", failures=["refused"], ended_at=NOW)
    MachineJobFactory(run=words.run, state="done", ended_at=NOW)
    MachineJobFactory(state="poison", failures=["W1"], ended_at=NOW)
    wanted = Wanted(among="poison", of_run=words.run_id)

    assert [*wanted.prompts()] == [words.prompt, refused.prompt]
    assert [*replace(wanted, code="C1").prompts()] == [words.prompt]


def test_wishes_are_kept_and_read_again_also_those_of_older_runs() -> None:
    wanted = Wanted("mine", ("en",), sample=4, seed=9, split="test")

    assert wanted_by(wanted.as_json()) == wanted
    assert wanted_by({"source": "mine", "languages": ["en"], "most": 5}) == Wanted("mine", ("en",), 5)
