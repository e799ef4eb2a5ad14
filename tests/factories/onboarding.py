import uuid

import factory
from factory.django import DjangoModelFactory

from annotation.choices import GoldSource
from annotation.models import (
    Gold,
    GoldAnswer,
    GoldPlace,
    Onboarding,
    Qualification,
    QualificationAnswer,
    QualificationItem,
)
from annotation.rules.canonical import CANONICAL_VERSION
from tests.factories.annotation import (
    AnnotatorFactory,
    BatchFactory,
    GuidelineVersionFactory,
    JudgmentFactory,
    tokenised,
)
from tests.factories.dataset import NOW, ImageFactory


class GoldFactory(DjangoModelFactory[Gold]):
    """A picture whose apple is not red; `text` is its prompt."""

    class Params:
        text = "a red apple and yellow bananas"

    image = factory.SubFactory(ImageFactory, prompt__text=factory.SelfAttribute("...text"))
    number = 1
    tokenisation = factory.LazyAttribute(lambda gold: tokenised(gold.image.prompt))
    guideline = factory.SubFactory(GuidelineVersionFactory)
    n_words = factory.SelfAttribute("tokenisation.n_words")
    struck = factory.List([1])
    source = GoldSource.HAND
    reason = "known"
    actor = "test"
    created_at = NOW

    class Meta:
        model = Gold


class OnboardingFactory(DjangoModelFactory[Onboarding]):
    annotator = factory.SubFactory(AnnotatorFactory)
    created_at = NOW

    class Params:
        learned = factory.Trait(consented_at=NOW, rule_read_at=NOW, n_examples=6, n_practised=8, practised_at=NOW)

    class Meta:
        model = Onboarding


class QualificationFactory(DjangoModelFactory[Qualification]):
    annotator = factory.SubFactory(AnnotatorFactory)
    number = 1
    n_items = 15
    recall_wanted = 0.8
    precision_wanted = 0.85
    started_at = NOW

    class Meta:
        model = Qualification


class QualificationItemFactory(DjangoModelFactory[QualificationItem]):
    qualification = factory.SubFactory(QualificationFactory)
    position = 1
    annotator = factory.SelfAttribute("qualification.annotator")
    gold = factory.SubFactory(GoldFactory)
    image = factory.SelfAttribute("gold.image")

    class Meta:
        model = QualificationItem


class QualificationAnswerFactory(DjangoModelFactory[QualificationAnswer]):
    item = factory.SubFactory(QualificationItemFactory)
    submission_uuid = factory.LazyFunction(uuid.uuid4)
    n_words = factory.SelfAttribute("item.gold.n_words")
    canonical_version = CANONICAL_VERSION
    n_hits = 0
    n_missed = 1
    n_over = 0
    created_at = NOW

    class Meta:
        model = QualificationAnswer


class GoldAnswerFactory(DjangoModelFactory[GoldAnswer]):
    judgment = factory.SubFactory(JudgmentFactory)
    annotator = factory.SelfAttribute("judgment.annotator")
    gold = factory.SubFactory(GoldFactory)
    n_hits = 1
    n_missed = 0
    n_over = 0
    created_at = NOW

    class Meta:
        model = GoldAnswer


class GoldPlaceFactory(DjangoModelFactory[GoldPlace]):
    number = factory.Sequence(lambda n: 10**9 + n)
    batch = factory.SubFactory(BatchFactory)

    class Meta:
        model = GoldPlace
