from datetime import timedelta

import pytest

from annotation.queries import batch_previews
from annotation.rules.batch_forecasts import Rate
from annotation.rules.coverage import Gap, Kind
from annotation.rules.paces import ASSUMED_PRICE
from annotation.rules.selections import Selection
from dataset.rules.score_limits import Kind as ScoreKind
from dataset.rules.score_limits import Limit
from tests.annotation.tables import RED, Table
from tests.factories import NOW, AnnotatorFactory, ImageFactory, JudgmentFactory, ScoreFactory, SlotFactory

pytestmark = pytest.mark.django_db


def test_pairs_are_counted_by_language_sensitivity_and_length():
    ImageFactory(prompt__text="a cat")
    ImageFactory(prompt__text="a dog", sensitivity="sensitive")
    ImageFactory(prompt__text="고양이 " * 30, prompt__language="ko", sensitivity="unknown")

    found = batch_previews.spread(batch_previews.look(Selection()))

    assert sorted(found) == [("en", False, 0, 1), ("en", True, 0, 1), ("ko", False, 1, 1)]


def test_a_sample_is_counted_and_not_what_it_was_drawn_from():
    ImageFactory.create_batch(3)

    assert [n for *_, n in batch_previews.spread(batch_previews.look(Selection(sample=2)))] == [2]


def test_rates_are_those_of_answers_in_time_and_of_settled_pairs():
    agreed, differing = Table(), Table()
    for table, third in ((agreed, False), (differing, True)):
        table.judge(0, RED)
        table.judge(1, *([] if third else [RED]))
    differing.judge(2, RED)
    for ms in (1000, 3000, 0):
        slot = SlotFactory(pair=Table().pair, ordinal=5)
        JudgmentFactory(slot=slot, active_ms=ms, created_at=NOW + timedelta(hours=1))

    assert batch_previews.rates() == {0: Rate(n_timed=2, seconds=2.0, n_settled=2, n_further=1)}


def test_the_outlook_names_whom_too_few_can_read():
    ImageFactory(prompt__text="a cat")
    ImageFactory(prompt__text="고양이", prompt__language="ko")
    people = AnnotatorFactory.create_batch(2)

    found = batch_previews.outlook(batch_previews.look(Selection()), people, ASSUMED_PRICE, wanted=2, at_most=3)

    assert found.gaps == [Gap(Kind("ko", False, 1), 0, 0)]
    assert (found.n_chosen, found.expected.n_opinions) == (2, 5)
    assert batch_previews.outlook(batch_previews.look(Selection()), [], ASSUMED_PRICE, wanted=2, at_most=3).gaps is None


def test_of_a_large_corpus_a_part_is_looked_at_and_each_picture_stands_for_several():
    ImageFactory(prompt__text="a cat")
    ImageFactory(prompt__text="고양이", prompt__language="ko")
    ImageFactory(prompt__text="say hello", prompt__traits=["instruction"])
    limits = batch_previews.limits_by_kind(Selection())
    seen = batch_previews.rows(Selection(), limits, 1.0)

    every, some = (batch_previews.Looked(Selection(sample=n), seen, 100.0) for n in (None, 50))
    found = batch_previews.preview(every)

    assert (found.n_found, found.n_picked, found.n_left_out_by_trait) == (300, 200, {"instruction": 100})
    assert (found.is_estimate, found.n_looked_at, len(found.samples)) == (True, 3, 2)
    assert batch_previews.spread(every) == [("en", False, 0, 100), ("ko", False, 0, 100)]
    assert batch_previews.spread(some) == [("en", False, 0, 25), ("ko", False, 0, 25)]


def test_a_threshold_says_what_it_leaves_out_and_how_scores_are_spread() -> None:
    low, high, _ = ImageFactory.create_batch(3)
    scorer = ScoreFactory(image=low, value=0.1, scorer__name="fox").scorer
    ScoreFactory(image=high, value=0.9, scorer=scorer)

    found = batch_previews.preview(batch_previews.look(Selection(scores=(Limit(ScoreKind.NSFW, most=0.5),))))
    [spread] = found.histograms

    assert (found.n_found, found.n_picked, found.n_left_out_by_score) == (3, 1, {"nsfw": 2})
    assert (spread.limit.scorer, spread.n_scored, spread.n_unscored, spread.n_within) == ("fox@1", 2, 1, 1)
    assert [(place, n) for place, n in enumerate(spread.bars) if n] == [(2, 1), (21, 1)]
