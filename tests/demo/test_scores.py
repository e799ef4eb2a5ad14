"""Made-up scores: nearly all pictures have them, once, and they say that they are made up."""

import pytest
from django.db.models import Avg
from django.utils import timezone

from dataset.models import Score, Scorer
from jdb_site.demo import scores
from jdb_site.demo.pairs import DemoPair

pytestmark = pytest.mark.django_db


def test_nearly_all_pictures_are_scored_once_by_whom_it_is_made_up(pairs: tuple[DemoPair, ...]) -> None:
    n = 2 * (len(pairs) - len(pairs) // 12)

    assert [scores.make_up(timezone.now()), scores.make_up(timezone.now())] == [n, 0]
    assert {scorer.key: scorer.model for scorer in Scorer.objects.all()} == dict.fromkeys(
        ("made-up-clip@1", "made-up-nsfw@1"), "made up for the demo, from what was drawn"
    )


def test_what_is_drawn_as_the_prompt_says_fits_better(pairs: tuple[DemoPair, ...]) -> None:
    scores.make_up(timezone.now())
    clip = Score.objects.filter(scorer__name="made-up-clip")
    whole = [pair.prompt for pair in pairs if not pair.struck]

    means = [rows.aggregate(mean=Avg("value"))["mean"] for rows in (clip.filter(image__prompt__text__in=whole), clip)]

    assert means[0] > means[1]
    assert Score.objects.filter(scorer__name="made-up-nsfw", value__gt=0.5).count() < len(pairs) / 4
