import uuid
from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from annotation.choices import PulseKind, WayOut
from annotation.models import BatchTally, ExportRun, Pace, Pulse, RunTally, WorkTally
from tests.factories.annotation import AnnotatorFactory, BatchFactory
from tests.factories.dataset import NOW, ImportRunFactory


class PulseFactory(DjangoModelFactory[Pulse]):
    kind = PulseKind.WORKER
    name = factory.Sequence(lambda n: f"default@machine{n}")
    queues = factory.List(["default"])
    n_queued = 0
    beat_at = NOW

    class Meta:
        model = Pulse


class BatchTallyFactory(DjangoModelFactory[BatchTally]):
    batch = factory.SubFactory(BatchFactory)
    counted_at = NOW

    class Meta:
        model = BatchTally


class WorkTallyFactory(DjangoModelFactory[WorkTally]):
    batch = factory.SubFactory(BatchFactory)
    annotator = factory.SubFactory(AnnotatorFactory)

    class Meta:
        model = WorkTally


class PaceFactory(DjangoModelFactory[Pace]):
    id = 1
    counted_at = NOW
    week_counted_at = NOW - timedelta(days=7)

    class Meta:
        model = Pace


class ExportRunFactory(DjangoModelFactory[ExportRun]):
    key = factory.LazyFunction(uuid.uuid4)
    way = WayOut.WAIT
    options = factory.LazyFunction(
        lambda: {"level": "tidy", "sources": [], "answers": "letter", "other_key": "Other", "rows_only": False}
    )
    actor = "test"
    asked_at = NOW

    class Meta:
        model = ExportRun


class RunTallyFactory(DjangoModelFactory[RunTally]):
    run = factory.SubFactory(ImportRunFactory)

    class Meta:
        model = RunTally
