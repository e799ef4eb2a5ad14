"""Made-up annotators see as well as they are said to."""

import random

import pytest

from annotation.rules.simulated import Skill, made_up_truth, marks

WORDS = range(20_000)
CHANCE = random.Random(1)  # noqa: S311  no secret


def test_the_truth_of_a_picture_is_the_same_for_everybody_and_another_for_another():
    first, again, other = (made_up_truth(1, picture, range(50), 0.3) for picture in ("a", "a", "b"))

    assert first == again != other


def test_about_the_share_asked_for_is_not_depicted():
    assert len(made_up_truth(1, "a", WORDS, 0.1)) == pytest.approx(2000, abs=150)


def test_somebody_strikes_what_they_find_and_what_they_do_not_spare():
    false = frozenset(range(0, 20_000, 10))

    struck = set(marks(Skill(finds=0.9, spares=0.98), WORDS, false, CHANCE))

    assert len(struck & false) == pytest.approx(1800, abs=60)
    assert len(struck - false) == pytest.approx(360, abs=60)


@pytest.mark.parametrize(("skill", "struck"), [(Skill(1, 1), [2]), (Skill(0, 1), []), (Skill(0, 0), [0, 1])])
def test_at_the_ends_nothing_is_left_to_chance(skill: Skill, struck: list[int]):
    assert marks(skill, [0, 1, 2], {2}, CHANCE) == struck


@pytest.mark.parametrize("finds", [-0.1, 1.1])
def test_a_skill_is_a_probability(finds: float):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Skill(finds, 1)
