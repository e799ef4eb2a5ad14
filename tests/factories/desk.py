import uuid
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from annotation.choices import LookKind, ProofDecision, SampleKind
from annotation.models import DeskHold, DeskSample, ProofReading, SecondLook
from dataset.choices import Outcome
from tests.factories.annotation import AdjudicationFactory, BatchPairFactory, ManagerFactory
from tests.factories.dataset import NOW, VerdictFactory


class DeskHoldFactory(DjangoModelFactory[DeskHold]):
    pair = factory.SubFactory(BatchPairFactory)
    adjudicator = factory.SubFactory(ManagerFactory)
    ends_at = NOW + timedelta(minutes=15)

    class Meta:
        model = DeskHold


class DeskSampleFactory(DjangoModelFactory[DeskSample]):
    of = factory.SubFactory(AdjudicationFactory)
    pair = factory.SelfAttribute("of.pair")
    kind = SampleKind.REPEAT
    drawn_at = NOW

    class Meta:
        model = DeskSample


class SecondLookFactory(DjangoModelFactory[SecondLook]):
    uuid = factory.LazyFunction(uuid.uuid4)
    kind = LookKind.REPEAT
    of = factory.SubFactory(AdjudicationFactory)
    pair = factory.SelfAttribute("of.pair")
    adjudicator = factory.SubFactory(ManagerFactory)
    outcome = Outcome.JUDGED
    created_at = NOW

    class Meta:
        model = SecondLook


class ProofReadingFactory(DjangoModelFactory[ProofReading]):
    uuid = factory.LazyFunction(uuid.uuid4)
    verdict = factory.SubFactory(VerdictFactory)
    pair = factory.SubFactory(BatchPairFactory)
    reader = factory.SubFactory(ManagerFactory)
    decision = ProofDecision.KEPT
    created_at = NOW

    class Meta:
        model = ProofReading
