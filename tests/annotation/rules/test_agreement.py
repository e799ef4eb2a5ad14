"""The figures against published examples, and against NLTK and the definitions on random data."""

import json
import warnings
from collections import Counter
from fractions import Fraction
from itertools import combinations, count, islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from nltk.metrics.agreement import AnnotationTask

from annotation.rules.agreement import (
    KEPT,
    STRUCK,
    Figure,
    Sums,
    Undefined,
    Unit,
    gwet_ac1,
    histogram,
    krippendorff_alpha,
    rate,
    raw_agreement,
    specific_agreement,
    sums,
)

REFERENCES: dict[str, Any] = json.loads(Path(__file__).with_name("agreement_references.json").read_text())
OURS = {"alpha": krippendorff_alpha, "ac1": gwet_ac1, "raw": raw_agreement}
Choices = list[list[int | None]]  # unit by unit, what each person chose; None where they did not


def units_of(example: dict[str, Any]) -> Counter[Unit]:
    """A table of two people is so many units with a choice of the row and one of the column."""
    if "units" in example:
        return Counter(map(tuple, example["units"]))
    found: Counter[Unit] = Counter()
    for row, cells in enumerate(example["table"]):
        for column, n in enumerate(cells):
            found[tuple((category == row) + (category == column) for category in range(len(cells)))] += n
    return found


def sums_of(example: dict[str, Any]) -> Sums:
    units = units_of(example)
    return sums(units, len(next(iter(units))))


def fraction(text: str | None) -> Figure:
    return Undefined.NEVER_CHOSEN if text is None else Fraction(text)


def rounded(figure: Figure, printed: float) -> float:
    """To as many digits as were printed."""
    assert isinstance(figure, Fraction)
    return round(float(figure), len(str(printed).partition(".")[2]))


@pytest.mark.parametrize("example", REFERENCES["examples"], ids=lambda example: example["id"])
def test_every_published_example_is_met_exactly(example):
    found, expected = sums_of(example), example["expected"]

    assert {name: figure(found) for name, figure in OURS.items()} == {name: Fraction(expected[name]) for name in OURS}
    assert [specific_agreement(found, category) for category in range(len(expected["specific"]))] == [
        fraction(text) for text in expected["specific"]
    ]


@pytest.mark.parametrize(
    ("example", "name"),
    [(example, name) for example in REFERENCES["examples"] for name in example["published"]],
    ids=lambda value: value if isinstance(value, str) else value["id"],
)
def test_every_figure_is_as_it_was_printed(example, name):
    found, printed = sums_of(example), example["published"][name]
    if name == "specific":
        assert [rounded(specific_agreement(found, category), printed[category]) for category in (0, 1)] == printed
    else:
        assert rounded(OURS[name](found), printed) == printed


@pytest.mark.parametrize("edge", REFERENCES["edges"], ids=lambda edge: edge["id"])
def test_alpha_at_the_edges_is_what_the_reference_says_or_says_why_not(edge):
    expected = Undefined[edge["undefined"]] if edge["undefined"] else Fraction(edge["alpha"])

    assert krippendorff_alpha(sums_of(edge)) == expected


UNDEFINED = [
    ("nothing", [], {"rate": Undefined.NOTHING_JUDGED, "raw": Undefined.NOTHING_PAIRED}),
    ("judged once", [(1, 0), (0, 1)], {"rate": Fraction(1, 2), "raw": Undefined.NOTHING_PAIRED}),
    ("all kept", [(2, 0), (3, 0)], {"rate": 0, "raw": 1, "ac1": 1, "alpha": Undefined.ALL_ALIKE, "kept": 1}),
    ("all struck", [(0, 2), (0, 3)], {"rate": 1, "raw": 1, "ac1": 1, "alpha": Undefined.ALL_ALIKE, "struck": 1}),
    ("no strike met another", [(2, 0), (0, 1)], {"rate": Fraction(1, 2), "struck": Undefined.NEVER_CHOSEN}),
    ("no word kept", [(0, 2), (1, 0)], {"kept": Undefined.NEVER_CHOSEN, "struck": 1}),
    ("not one pair", [(0, 0)], dict.fromkeys(["raw", "struck", "kept", "alpha", "ac1"], Undefined.NOTHING_PAIRED)),
]


@pytest.mark.parametrize(("units", "expected"), [row[1:] for row in UNDEFINED], ids=[row[0] for row in UNDEFINED])
def test_what_has_no_value_says_why(units, expected):
    found = sums(Counter(units))
    figures = {
        "rate": rate(found),
        "raw": raw_agreement(found),
        "struck": specific_agreement(found, STRUCK),
        "kept": specific_agreement(found, KEPT),
        "alpha": krippendorff_alpha(found),
        "ac1": gwet_ac1(found),
    }

    assert {name: figures[name] for name in expected} == expected


def test_a_locked_word_is_no_unit():
    assert histogram([2, 2, 2, 1], [0, 1, 0, 1], locked={0}) == {(1, 1): 1, (2, 0): 1, (0, 1): 1}


def random_choices(seed: int) -> Choices:
    """2 to 6 people, 3 to 30 units, 2 to 4 categories of which one may be rare, up to 60 % missing."""
    chance = Random(seed)  # noqa: S311  made-up data
    n_people, n_units, n_categories = chance.randint(2, 6), chance.randint(3, 30), chance.randint(2, 4)
    weights = [chance.choice([1, 1, 5, 30]) for _ in range(n_categories)]
    missing, alike = chance.choice([0, 0.3, 0.6]), chance.random()
    found: Choices = []
    for _ in range(n_units):
        [truth] = chance.choices(range(n_categories), weights)
        own = chance.choices(range(n_categories), weights, k=n_people)
        said = [truth if chance.random() < alike else choice for choice in own]
        found.append([None if chance.random() < missing else choice for choice in said])
    return found


def n_categories(choices: Choices) -> int:
    """Two at least."""
    return 1 + max([1, *(choice for row in choices for choice in row if choice is not None)])


def sums_of_choices(choices: Choices) -> Sums:
    n = n_categories(choices)
    return sums(Counter(tuple(row.count(category) for category in range(n)) for row in choices), n)


def nltk_alpha(choices: Choices) -> float:
    rows = [(who, unit, what) for unit, row in enumerate(choices) for who, what in enumerate(row) if what is not None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its own divisions
        return float(AnnotationTask(data=rows).alpha())


def average(values: list[Fraction]) -> Fraction:
    return sum(values, Fraction()) / len(values)


def by_definition(choices: Choices) -> dict[str, Figure]:
    """Pair by pair of opinions, without a closed form."""
    opinions = [[choice for choice in row if choice is not None] for row in choices]
    pairs = [list(combinations(unit, 2)) for unit in opinions if len(unit) > 1]
    met = [pair.count(STRUCK) for unit in pairs for pair in unit if STRUCK in pair]
    struck = Fraction(2 * met.count(2), sum(met)) if met else Undefined.NEVER_CHOSEN
    if not pairs:
        return dict.fromkeys(["raw", "struck", "ac1"], Undefined.NOTHING_PAIRED)
    raw = average([Fraction(sum(a == b for a, b in unit), len(unit)) for unit in pairs])
    judged, categories = [unit for unit in opinions if unit], n_categories(choices)
    shares = [average([Fraction(unit.count(c), len(unit)) for unit in judged]) for c in range(categories)]
    chance = average([share * (1 - share) for share in shares]) * categories / (categories - 1)
    return {"raw": raw, "struck": struck, "ac1": (raw - chance) / (1 - chance)}


def test_alpha_is_that_of_nltk_on_a_thousand_random_sets():
    everything = ((krippendorff_alpha(sums_of_choices(choices)), choices) for choices in map(random_choices, count()))
    defined = list(islice((row for row in everything if isinstance(row[0], Fraction)), 1000))

    assert [float(alpha) for alpha, _ in defined] == pytest.approx(
        [nltk_alpha(choices) for _, choices in defined], abs=1e-9, rel=0
    )


def test_the_other_figures_are_those_of_their_definitions_on_a_thousand_random_sets():
    for choices in map(random_choices, range(1000)):
        found = sums_of_choices(choices)

        assert {
            "raw": raw_agreement(found),
            "struck": specific_agreement(found, STRUCK),
            "ac1": gwet_ac1(found),
        } == by_definition(choices)
