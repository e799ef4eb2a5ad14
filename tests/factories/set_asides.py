import factory
from factory.django import DjangoModelFactory

from annotation.models import SetAside, SetAsideJudgment
from tests.factories.annotation import AnnotatorFactory, JudgmentFactory
from tests.factories.dataset import NOW


class SetAsideFactory(DjangoModelFactory[SetAside]):
    annotator = factory.SubFactory(AnnotatorFactory)
    until = NOW
    reason = "strikes what is there"
    actor = "mia"
    created_at = NOW

    class Meta:
        model = SetAside


class SetAsideJudgmentFactory(DjangoModelFactory[SetAsideJudgment]):
    act = factory.SubFactory(SetAsideFactory)
    judgment = factory.SubFactory(JudgmentFactory)
    slot = factory.SelfAttribute("judgment.slot")
    ordinal = 1

    class Meta:
        model = SetAsideJudgment
