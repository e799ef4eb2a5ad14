"""Plain rows of style trees."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from dataset.choices import MachineTask, PlacedBy, StyleAct
from dataset.models import (
    Style,
    StyleAssignment,
    StyleNode,
    StyleOperation,
    StyleSnapshot,
    StyleStage,
    StyleStep,
    StyleTree,
    StyleVersion,
)
from tests.factories.dataset import NOW
from tests.factories.machines import MachineRunFactory, ModelProfileFactory


class StyleSnapshotFactory(DjangoModelFactory[StyleSnapshot]):
    sha256 = factory.Sequence(lambda n: b"%032d" % n)
    n_prompts = 1
    n_words = 1
    n_styles = 1
    actor = "test"
    created_at = NOW

    class Meta:
        model = StyleSnapshot


class StyleFactory(DjangoModelFactory[Style]):
    snapshot = factory.SubFactory(StyleSnapshotFactory)
    number = factory.Sequence(int)
    text = factory.Sequence(lambda n: f"style {n}")
    n_prompts = 1

    class Meta:
        model = Style


class StyleTreeFactory(DjangoModelFactory[StyleTree]):
    snapshot = factory.SubFactory(StyleSnapshotFactory)
    profile = factory.SubFactory(ModelProfileFactory)
    cap_amount = Decimal(1)
    actor = "test"
    created_at = NOW

    class Meta:
        model = StyleTree


class StyleStageFactory(DjangoModelFactory[StyleStage]):
    tree = factory.SubFactory(StyleTreeFactory)
    number = 0
    task = MachineTask.STYLE_PATCH
    run = factory.SubFactory(MachineRunFactory)

    class Meta:
        model = StyleStage


class StyleStepFactory(DjangoModelFactory[StyleStep]):
    stage = factory.SubFactory(StyleStageFactory)
    number = 0
    question = factory.LazyFunction(lambda: {"styles": ["anime"]})
    meant = (0,)

    class Meta:
        model = StyleStep


class StyleVersionFactory(DjangoModelFactory[StyleVersion]):
    tree = factory.SubFactory(StyleTreeFactory)
    number = 1
    actor = "test"
    created_at = NOW

    class Meta:
        model = StyleVersion


class StyleNodeFactory(DjangoModelFactory[StyleNode]):
    version = factory.SubFactory(StyleVersionFactory)
    number = 1
    name = "Painting"
    path = factory.Sequence(lambda n: f"{n:04d}")
    depth = 1

    class Meta:
        model = StyleNode


class StyleOperationFactory(DjangoModelFactory[StyleOperation]):
    version = factory.SubFactory(StyleVersionFactory)
    number = 1
    act = StyleAct.LOCK
    arguments = factory.LazyFunction(lambda: {"number": 1})
    inverse = factory.LazyFunction(lambda: {"act": "unlock", "number": 1})
    actor = "test"
    created_at = NOW

    class Meta:
        model = StyleOperation


class StyleAssignmentFactory(DjangoModelFactory[StyleAssignment]):
    version = factory.SubFactory(StyleVersionFactory)
    style = factory.SubFactory(StyleFactory)
    by = PlacedBy.PATCH

    class Meta:
        model = StyleAssignment
