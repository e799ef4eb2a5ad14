import uuid
from datetime import timedelta
from typing import Any, cast

import factory
from factory.django import DjangoModelFactory

from annotation.choices import (
    BatchState,
    Lane,
    LinkKind,
    PairState,
    ReceiptOutcome,
    Role,
    RulingDecision,
    SlotState,
)
from annotation.models import (
    AccessLink,
    AccountChoices,
    ActiveInterval,
    Adjudication,
    Annotator,
    AuditEntry,
    Batch,
    BatchPair,
    GuidelineVersion,
    Heartbeat,
    Judgment,
    Meeting,
    Member,
    Pack,
    Ruling,
    ShiftEnd,
    Slot,
    User,
    WorkSession,
)
from annotation.rules.answers import Answer
from annotation.rules.canonical import CANONICAL_VERSION
from annotation.rules.outcomes import PairOutcome
from dataset.choices import Outcome
from dataset.models import Prompt, Tokenisation
from tests.factories.dataset import NOW, ImageFactory, TokenisationFactory


class UserFactory(DjangoModelFactory[User]):
    username = factory.Sequence(lambda n: f"user{n}")
    roles = factory.List([])

    class Meta:
        model = User


class ManagerFactory(UserFactory):
    username = factory.Sequence(lambda n: f"manager{n}")
    roles = factory.List([Role.MANAGER])


class AnnotatorFactory(DjangoModelFactory[Annotator]):
    user = factory.SubFactory(UserFactory, roles=[Role.ANNOTATOR])
    languages = factory.List(["en"])

    class Meta:
        model = Annotator


class AccountChoicesFactory(DjangoModelFactory[AccountChoices]):
    annotator = factory.SubFactory(AnnotatorFactory)

    class Meta:
        model = AccountChoices


class AccessLinkFactory(DjangoModelFactory[AccessLink]):
    kind = LinkKind.INVITE
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
    role = Role.ANNOTATOR
    actor = "test"
    created_at = NOW
    expires_at = NOW + timedelta(days=7)

    class Meta:
        model = AccessLink


class AuditEntryFactory(DjangoModelFactory[AuditEntry]):
    actor = "test"
    act = "test"
    subject = "test"
    created_at = NOW

    class Meta:
        model = AuditEntry


class GuidelineVersionFactory(DjangoModelFactory[GuidelineVersion]):
    """Version 1, which a migration seeded, unless another number is asked for."""

    number = 1
    published_at = NOW

    class Meta:
        model = GuidelineVersion
        django_get_or_create = ("number",)


class RulingFactory(DjangoModelFactory[Ruling]):
    guideline = factory.SubFactory(GuidelineVersionFactory, number=2)
    number = factory.Sequence(lambda n: n + 1)
    code = factory.Sequence(lambda n: f"ruling-{n}")
    decision = RulingDecision.JUDGE
    texts = factory.Dict({"en": factory.Dict({"title": "Objects", "body": "Strike what is not seen."})})

    class Meta:
        model = Ruling


class BatchFactory(DjangoModelFactory[Batch]):
    name = factory.Sequence(lambda n: f"batch-{n}")
    guideline = factory.SubFactory(GuidelineVersionFactory)
    state = BatchState.OPEN
    actor = "test"
    created_at = NOW

    class Meta:
        model = Batch


class MemberFactory(DjangoModelFactory[Member]):
    batch = factory.SubFactory(BatchFactory)
    annotator = factory.SubFactory(AnnotatorFactory)

    class Meta:
        model = Member


def tokenised(prompt: Prompt) -> Tokenisation:
    """The tokenisation of a prompt; prompts are shared, so it may be there."""
    found = Tokenisation.objects.filter(prompt=prompt).first()
    return found or cast("Tokenisation", TokenisationFactory(prompt=prompt))


class BatchPairFactory(DjangoModelFactory[BatchPair]):
    """A pair in work, with its open slots; `text` is its prompt."""

    class Params:
        text = "a red apple and yellow bananas"

    batch = factory.SubFactory(BatchFactory)
    image = factory.SubFactory(ImageFactory, prompt__text=factory.SelfAttribute("...text"))
    tokenisation = factory.LazyAttribute(lambda pair: tokenised(pair.image.prompt))
    state = PairState.OPEN
    wanted = factory.SelfAttribute("batch.wanted")
    at_most = factory.SelfAttribute("batch.at_most")

    @factory.lazy_attribute
    def n_words(self: Any) -> int:
        return self.tokenisation.n_words if self.tokenisation else 0

    @factory.lazy_attribute
    def m(self: Any) -> list[int]:
        return [0] * self.n_words

    @factory.lazy_attribute
    def s(self: Any) -> list[int]:
        return [0] * self.n_words

    @factory.post_generation
    def slots(self: Any, create: object, extracted: Any, **counts: Any) -> None:
        for ordinal in range(1, counts.get("n", self.batch.wanted) + 1):
            SlotFactory(batch=self.batch, pair=self, ordinal=ordinal, position=self.pk)

    class Meta:
        model = BatchPair
        skip_postgeneration_save = True


class SlotFactory(DjangoModelFactory[Slot]):
    pair = factory.SubFactory(BatchPairFactory, slots__n=0)
    batch = factory.SelfAttribute("pair.batch")
    ordinal = 1
    state = SlotState.OPEN
    lane = Lane.FRESH
    position = 1

    class Meta:
        model = Slot


class MeetingFactory(DjangoModelFactory[Meeting]):
    pair = factory.SubFactory(BatchPairFactory)
    annotator = factory.SubFactory(AnnotatorFactory)
    created_at = NOW

    class Meta:
        model = Meeting


class JudgmentFactory(DjangoModelFactory[Judgment]):
    slot = factory.SubFactory(SlotFactory)
    pair = factory.SelfAttribute("slot.pair")
    annotator = factory.SubFactory(AnnotatorFactory)
    guideline = factory.SubFactory(GuidelineVersionFactory)
    submission_uuid = factory.LazyFunction(uuid.uuid4)
    body_hash = "0" * 64
    outcome = Outcome.JUDGED
    n_words = factory.SelfAttribute("pair.n_words")
    canonical_version = CANONICAL_VERSION
    tokens_hash = "0" * 64
    receipt = ReceiptOutcome.COUNTED
    created_at = NOW

    class Meta:
        model = Judgment


class AdjudicationFactory(DjangoModelFactory[Adjudication]):
    pair = factory.SubFactory(BatchPairFactory)
    number = 1
    adjudicator = factory.SubFactory(ManagerFactory)
    outcome = Outcome.JUDGED
    created_at = NOW

    class Meta:
        model = Adjudication


class WorkSessionFactory(DjangoModelFactory[WorkSession]):
    uuid = factory.LazyFunction(uuid.uuid4)
    annotator = factory.SubFactory(AnnotatorFactory)
    zone = "Asia/Seoul"
    opened_at = NOW
    seen_at = NOW

    class Meta:
        model = WorkSession


class HeartbeatFactory(DjangoModelFactory[Heartbeat]):
    session = factory.SubFactory(WorkSessionFactory)
    seq = factory.Sequence(lambda n: n + 1)
    zone = "Asia/Seoul"
    sent_at = NOW
    written_at = NOW
    received_at = NOW
    visible = True

    class Meta:
        model = Heartbeat


class ActiveIntervalFactory(DjangoModelFactory[ActiveInterval]):
    annotator = factory.SubFactory(AnnotatorFactory)
    span = (NOW, NOW + timedelta(minutes=1))
    activity = "judging"
    zone = "UTC"
    local_date = NOW.date()

    class Meta:
        model = ActiveInterval


class PackFactory(DjangoModelFactory[Pack]):
    annotator = factory.SubFactory(AnnotatorFactory)
    n_pairs = 80
    taken_at = NOW
    ends_at = NOW + timedelta(hours=4)

    class Meta:
        model = Pack


class ShiftEndFactory(DjangoModelFactory[ShiftEnd]):
    uuid = factory.LazyFunction(uuid.uuid4)
    annotator = factory.SubFactory(AnnotatorFactory)
    began_at = NOW
    ended_at = NOW + timedelta(hours=8)
    n_judged = 400
    n_skipped = 3
    n_returned = 10
    active_ms = 7 * 3600 * 1000

    class Meta:
        model = ShiftEnd


def answer_to(
    pair: BatchPair, *struck: int, outcome: str = "judged", unsure: tuple[int, ...] = (), flags: tuple[str, ...] = ()
) -> Answer:
    assert pair.tokenisation is not None
    return Answer(
        uuid=uuid.uuid4(),
        pair_id=pair.pk,
        outcome=PairOutcome(outcome),
        tokens_hash=pair.tokenisation.tokens_hash,
        struck=struck,
        unsure=unsure,
        flags=flags,
    )
