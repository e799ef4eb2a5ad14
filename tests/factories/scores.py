"""Plain rows of scores."""

import factory
from factory.django import DjangoModelFactory

from dataset.choices import ScoreKind, ScorerPlace
from dataset.models import Score, Scorer, ScoreRun
from tests.factories.dataset import NOW, ImageFactory


class ScorerFactory(DjangoModelFactory[Scorer]):
    kind = ScoreKind.NSFW
    place = ScorerPlace.FILE
    name = factory.Sequence(lambda n: f"scorer-{n}")
    actor = "test"
    created_at = NOW

    class Meta:
        model = Scorer


class ScoreRunFactory(DjangoModelFactory[ScoreRun]):
    scorer = factory.SubFactory(ScorerFactory)
    actor = "test"
    started_at = NOW

    class Meta:
        model = ScoreRun


class ScoreFactory(DjangoModelFactory[Score]):
    image = factory.SubFactory(ImageFactory)
    scorer = factory.SubFactory(ScorerFactory)
    run = factory.SubFactory(ScoreRunFactory, scorer=factory.SelfAttribute("..scorer"))
    value = 0.25

    class Meta:
        model = Score
