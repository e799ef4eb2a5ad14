"""Plain rows of machine work: templates, profiles, runs, jobs, what was said."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from dataset.choices import (
    AnnotationSource,
    AttemptOutcome,
    BudgetScope,
    EventKind,
    HaltScope,
    MachineTask,
    TemplateState,
    Transport,
)
from dataset.models import (
    Annotation,
    Attempt,
    Budget,
    CachedReply,
    CurrentAnnotation,
    GoldenPrompt,
    Halt,
    MachineDay,
    MachineEvent,
    MachineJob,
    MachineRun,
    MachineShard,
    ModelProfile,
    ModelTest,
    Price,
    Reannotation,
    Reply,
    Template,
)
from tests.factories.dataset import NOW, PromptFactory


class TemplateFactory(DjangoModelFactory[Template]):
    """Was active once, so that runs may be begun with it; of a task only one is active at a time."""

    task = MachineTask.ANNOTATE
    name = "annotate"
    version = factory.Sequence(lambda n: n + 1)
    text = "Sort the words of the prompt."
    schema = factory.LazyFunction(dict)
    rules_version = "1"
    sha256 = factory.Sequence(lambda n: b"%032d" % n)
    state = TemplateState.RETIRED
    actor = "test"
    created_at = NOW
    activated_at = NOW

    class Meta:
        model = Template


class ModelProfileFactory(DjangoModelFactory[ModelProfile]):
    name = factory.Sequence(lambda n: f"profile-{n}")
    base_url = "http://127.0.0.1:9/v1"
    model = "stand-in"
    transports = (Transport.ONLINE, Transport.BATCH, Transport.FILE)
    actor = "test"
    created_at = NOW

    class Meta:
        model = ModelProfile


class PriceFactory(DjangoModelFactory[Price]):
    profile = factory.SubFactory(ModelProfileFactory)
    valid_from = NOW
    input_amount = Decimal("0.25")
    cached_amount = Decimal("0.025")
    output_amount = Decimal(2)
    batch_factor = Decimal("0.5")
    actor = "test"
    created_at = NOW

    class Meta:
        model = Price


class ModelTestFactory(DjangoModelFactory[ModelTest]):
    price = factory.SubFactory(PriceFactory)
    profile = factory.SelfAttribute("price.profile")
    base_url = factory.SelfAttribute("profile.base_url")
    model = factory.SelfAttribute("profile.model")
    actor = "test"
    created_at = NOW

    class Meta:
        model = ModelTest


class HaltFactory(DjangoModelFactory[Halt]):
    scope = HaltScope.ALL
    reason = "the bill looks wrong"
    actor = "test"
    created_at = NOW

    class Meta:
        model = Halt


class BudgetFactory(DjangoModelFactory[Budget]):
    scope = BudgetScope.RUN
    key = factory.Sequence(lambda n: f"made-{n}")  # never the number of a run that an action begins
    cap_amount = Decimal(10)

    class Meta:
        model = Budget


class MachineRunFactory(DjangoModelFactory[MachineRun]):
    template = factory.SubFactory(TemplateFactory)
    profile = factory.SubFactory(ModelProfileFactory)
    transport = Transport.ONLINE
    budget = factory.SubFactory(BudgetFactory)
    actor = "test"
    created_at = NOW

    class Meta:
        model = MachineRun


class MachineDayFactory(DjangoModelFactory[MachineDay]):
    run = factory.SubFactory(MachineRunFactory)
    date = NOW.date()

    class Meta:
        model = MachineDay


class MachineEventFactory(DjangoModelFactory[MachineEvent]):
    key = factory.Sequence(lambda n: f"paused {n}")
    kind = EventKind.PAUSED
    run = factory.SubFactory(MachineRunFactory)
    says = "Run 1 paused itself: 12% of the last 500 prompts got no valid answer"
    created_at = NOW

    class Meta:
        model = MachineEvent


class MachineJobFactory(DjangoModelFactory[MachineJob]):
    run = factory.SubFactory(MachineRunFactory)
    prompt = factory.SubFactory(PromptFactory)
    key = factory.Sequence(lambda n: b"%032d" % n)
    not_before = NOW

    class Meta:
        model = MachineJob


class MachineShardFactory(DjangoModelFactory[MachineShard]):
    run = factory.SubFactory(MachineRunFactory, transport=Transport.BATCH)
    number = factory.Sequence(lambda n: n + 1)
    profile = factory.SelfAttribute("run.profile")
    price = factory.SubFactory(PriceFactory, profile=factory.SelfAttribute("..profile"))
    not_before = NOW
    created_at = NOW

    class Meta:
        model = MachineShard


class AttemptFactory(DjangoModelFactory[Attempt]):
    job = factory.SubFactory(MachineJobFactory)
    number = 1
    round = 0
    transport = Transport.ONLINE
    profile = factory.SelfAttribute("job.run.profile")
    request_sha256 = b"0" * 32
    outcome = AttemptOutcome.GOOD
    created_at = NOW

    class Meta:
        model = Attempt


class ReplyFactory(DjangoModelFactory[Reply]):
    attempt = factory.SubFactory(AttemptFactory)
    body = b"{}"

    class Meta:
        model = Reply


class CachedReplyFactory(DjangoModelFactory[CachedReply]):
    request_sha256 = factory.Sequence(lambda n: b"%032d" % n)
    body = b"{}"
    created_at = NOW

    class Meta:
        model = CachedReply


class AnnotationFactory(DjangoModelFactory[Annotation]):
    prompt = factory.SubFactory(PromptFactory)
    source = AnnotationSource.HAND
    actor = "test"
    created_at = NOW

    class Meta:
        model = Annotation


class CurrentAnnotationFactory(DjangoModelFactory[CurrentAnnotation]):
    prompt = factory.SubFactory(PromptFactory)
    moved_at = NOW

    class Meta:
        model = CurrentAnnotation


class ReannotationFactory(DjangoModelFactory[Reannotation]):
    prompt = factory.SubFactory(PromptFactory)
    changed_at = NOW

    class Meta:
        model = Reannotation


class GoldenPromptFactory(DjangoModelFactory[GoldenPrompt]):
    prompt = factory.SubFactory(PromptFactory)
    number = 1
    words = factory.LazyFunction(lambda: {"style": [], "content": [], "atmosphere": [], "other": []})
    actor = "test"
    created_at = NOW

    class Meta:
        model = GoldenPrompt
