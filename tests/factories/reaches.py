import factory
from factory.django import DjangoModelFactory

from annotation.choices import Touch
from annotation.models import Reach, Touched
from tests.factories.annotation import BatchPairFactory, GuidelineVersionFactory
from tests.factories.dataset import NOW


class ReachFactory(DjangoModelFactory[Reach]):
    guideline = factory.SubFactory(GuidelineVersionFactory, number=2)
    digest = "0" * 64
    actor = "test"
    created_at = NOW

    class Meta:
        model = Reach


class TouchedFactory(DjangoModelFactory[Touched]):
    reach = factory.SubFactory(ReachFactory)
    pair = factory.SubFactory(BatchPairFactory)
    kind = Touch.FRESH
    words = factory.List([2])

    class Meta:
        model = Touched
