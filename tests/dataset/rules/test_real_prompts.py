"""Prompts as people wrote them, from the folder of real data beside the repository, where there is one."""

import csv
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dataset.rules.cleaning import Level, clean
from dataset.rules.languages import detect
from dataset.rules.tokeniser import tokenise
from dataset.rules.tokens import words
from dataset.rules.traits import traits
from tests.dataset.rules.test_tokeniser import assert_rebuilds

DATA = Path(__file__).parents[4] / "shared" / "data"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data, the folder of real prompts, is not here")


def listed() -> Iterator[str]:
    for path in sorted((DATA / "prompts").glob("*.csv")):
        with path.open(newline="", encoding="utf-8") as file:
            yield from (row["prompt"] for row in csv.DictReader(file))


def pairs() -> Iterator[str]:
    with (DATA / "gpt4o-pairs" / "anno.jsonl").open(encoding="utf-8") as file:
        yield from (json.loads(line)["prompt"] for line in file)


@needs_data
@pytest.mark.parametrize(("source", "n"), [(listed, 2220), (pairs, 60)])
def test_every_real_prompt_rebuilds_and_has_words(source: Callable[[], Iterator[str]], n: int) -> None:
    prompts = list(source())

    assert len(prompts) == n
    for prompt in prompts:
        assert_rebuilds(prompt)
        assert words(tokenise(prompt))


@needs_data
def test_a_real_prompt_without_strikes_changes_in_white_space_only() -> None:
    for prompt in [*listed(), *pairs()]:
        for level in (Level.STRICT, Level.TIDY):
            cleaned = clean(prompt, tokenise(prompt), [], level).text

            assert "".join(cleaned.split()) == "".join(prompt.split())


@needs_data
def test_english_comma_lists_are_found_english_and_have_no_traits() -> None:
    prompts = list(listed())

    assert [prompt for prompt in prompts if detect(prompt).language != "en"] == [
        "plano detalle de un motor de curvatura. digital art, art station, dibujo técnico"
    ]
    assert [prompt for prompt in prompts if traits(prompt)] == []


@needs_data
def test_the_real_pairs_are_45_english_and_15_chinese() -> None:
    languages = [detect(prompt).language for prompt in pairs()]

    assert (languages.count("en"), languages.count("zh")) == (45, 15)


# What a reader gave to each of the sixty: r(eference), t(emplate), i(nstruction), s(tructured).
READ = """
    ri - ri r ri - i ri - ri  ri - rti ri is ri ri - - ri  i is i ris - ri i - ri -
    ti i t - ti i - i - i  ts ri - rt ri - ris s ri t  t - i - ri ris ri ri t t
"""
LETTERS = {"needs_reference_image": "r", "unfilled_template": "t", "instruction": "i", "structured": "s"}


@needs_data
def test_the_traits_of_the_real_pairs_are_those_that_a_reader_gave() -> None:
    found = ["".join(LETTERS[trait] for trait in traits(prompt)) or "-" for prompt in pairs()]

    assert found == READ.split()
