import uuid

import factory
from factory.django import DjangoModelFactory

from annotation.choices import FlagReason, SkipReason
from annotation.models import Flag, Reveal, SkipNote, Trail
from tests.factories.annotation import AnnotatorFactory, BatchPairFactory, SlotFactory
from tests.factories.dataset import NOW


class FlagFactory(DjangoModelFactory[Flag]):
    uuid = factory.LazyFunction(uuid.uuid4)
    pair = factory.SubFactory(BatchPairFactory)
    annotator = factory.SubFactory(AnnotatorFactory)
    reasons = factory.List([FlagReason.VIOLENCE])
    created_at = NOW

    class Meta:
        model = Flag


class SkipNoteFactory(DjangoModelFactory[SkipNote]):
    uuid = factory.LazyFunction(uuid.uuid4)
    pair = factory.SubFactory(BatchPairFactory)
    annotator = factory.SubFactory(AnnotatorFactory)
    reason = SkipReason.EXPERT
    note = "Which helicopter is a Mi-8?"
    created_at = NOW

    class Meta:
        model = SkipNote


class TrailFactory(DjangoModelFactory[Trail]):
    uuid = factory.LazyFunction(uuid.uuid4)
    slot = factory.SubFactory(SlotFactory)
    told = factory.Dict({"version": 1})
    created_at = NOW

    class Meta:
        model = Trail


class RevealFactory(DjangoModelFactory[Reveal]):
    annotator = factory.SubFactory(AnnotatorFactory)
    pair = factory.SubFactory(BatchPairFactory)
    ms = 900
    created_at = NOW

    class Meta:
        model = Reveal
