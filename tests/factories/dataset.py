import hashlib
import uuid
from datetime import UTC, datetime
from typing import Any

import factory
from factory.django import DjangoModelFactory

from dataset.choices import (
    MediaState,
    Outcome,
    QuestionKind,
    RowVerdict,
    Sensitivity,
    SensitivityCause,
    WordGroup,
)
from dataset.models import (
    Archive,
    Arrival,
    ArrivalFile,
    Caption,
    Image,
    ImportRow,
    ImportRun,
    Prompt,
    PromptWords,
    Question,
    SensitivityChange,
    Tokenisation,
    Verdict,
    VerdictEvidence,
    VerdictRecord,
    Withdrawal,
)
from dataset.rules import tokeniser
from dataset.rules.tokens import Token, pack, words

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def tokens_of(prompt: Prompt) -> tuple[Token, ...]:
    return tokeniser.tokenise(prompt.text)


class PromptFactory(DjangoModelFactory[Prompt]):
    text = factory.Sequence(lambda n: f"a red apple and {n} bananas on a table")
    text_sha256 = factory.LazyAttribute(lambda prompt: hashlib.sha256(prompt.text.encode()).digest())
    language = "en"
    language_confidence = 1.0
    described_at = NOW

    class Meta:
        model = Prompt
        django_get_or_create = ("text_sha256",)


class TokenisationFactory(DjangoModelFactory[Tokenisation]):
    prompt = factory.SubFactory(PromptFactory)
    version = tokeniser.TOKENISER_VERSION
    tokens = factory.LazyAttribute(lambda row: pack(tokens_of(row.prompt)))
    tokens_hash = factory.LazyAttribute(lambda row: tokeniser.tokens_hash(row.prompt.text, tokens_of(row.prompt)))
    n_words = factory.LazyAttribute(lambda row: len(words(tokens_of(row.prompt))))

    class Meta:
        model = Tokenisation


class ImportRunFactory(DjangoModelFactory[ImportRun]):
    source = "test"
    path = "pairs"
    fingerprint = "0" * 64
    actor = "test"
    started_at = NOW

    class Meta:
        model = ImportRun


class ImportRowFactory(DjangoModelFactory[ImportRow]):
    run = factory.SubFactory(ImportRunFactory)
    number = factory.Sequence(int)
    verdict = RowVerdict.ADDED
    reason = "texts_skipped"

    class Meta:
        model = ImportRow


class ImageFactory(DjangoModelFactory[Image]):
    source = "test"
    source_key = factory.Sequence(lambda n: f"./000/{n}.png")
    run = factory.SubFactory(ImportRunFactory)
    prompt = factory.SubFactory(PromptFactory)
    origin = factory.Sequence(lambda n: f"imgs/000/{n}.png")
    media_state = MediaState.READY
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    n_bytes = 1000
    format = "png"
    width = 1024
    height = 1024

    class Meta:
        model = Image


class WithdrawalFactory(DjangoModelFactory[Withdrawal]):
    image = factory.SubFactory(ImageFactory)
    reason = "asked by its author"
    actor = "test"
    created_at = NOW

    class Meta:
        model = Withdrawal


class SensitivityChangeFactory(DjangoModelFactory[SensitivityChange]):
    image = factory.SubFactory(ImageFactory)
    number = 1
    cause = SensitivityCause.FLAG
    before = Sensitivity.UNKNOWN
    after = Sensitivity.SENSITIVE
    reason = "flagged: violence"
    actor = "test"
    created_at = NOW

    class Meta:
        model = SensitivityChange


class PromptWordsFactory(DjangoModelFactory[PromptWords]):
    prompt = factory.SubFactory(PromptFactory)
    kind = WordGroup.STYLE
    words = ("watercolor",)
    provenance = "test"

    class Meta:
        model = PromptWords


class CaptionFactory(DjangoModelFactory[Caption]):
    prompt = factory.SubFactory(PromptFactory)
    text = "A red apple on a table."
    provenance = "test"

    class Meta:
        model = Caption


class QuestionFactory(DjangoModelFactory[Question]):
    prompt = factory.SubFactory(PromptFactory)
    kind = QuestionKind.CONTENT
    position = factory.Sequence(int)
    text = "What is on the table?"
    options = ("an apple", "a pear", "a plum", "a fig")
    answer = 0
    provenance = "test"

    class Meta:
        model = Question


class VerdictFactory(DjangoModelFactory[Verdict]):
    image = factory.SubFactory(ImageFactory)
    number = 1
    outcome = Outcome.JUDGED
    prompt = factory.SelfAttribute("image.prompt")
    tokenisation = factory.SubFactory(TokenisationFactory, prompt=factory.SelfAttribute("..prompt"))
    method = "test"
    evidence_hash = "0" * 64
    strict_text = factory.SelfAttribute("prompt.text")
    tidy_prompt = factory.SelfAttribute("prompt")
    source = "batch"
    source_key = factory.Sequence(lambda n: f"batch/{n}/1")
    precedence = 1
    actor = "test"
    created_at = NOW

    @factory.lazy_attribute
    def judged(self: Any) -> list[int]:
        return [2] * self.tokenisation.n_words

    @factory.lazy_attribute
    def strikes(self: Any) -> list[int]:
        return [0] * self.tokenisation.n_words

    @factory.lazy_attribute
    def word_sources(self: Any) -> list[int]:
        return [0] * self.tokenisation.n_words

    class Meta:
        model = Verdict


class VerdictEvidenceFactory(DjangoModelFactory[VerdictEvidence]):
    verdict = factory.SubFactory(VerdictFactory)
    rater_key = factory.Faker("uuid4")
    outcome = Outcome.JUDGED

    class Meta:
        model = VerdictEvidence


class VerdictRecordFactory(DjangoModelFactory[VerdictRecord]):
    verdict = factory.SubFactory(VerdictFactory)
    exported_id = "80000000-0000-4000-8000-000000000001"
    n_words = 0
    made_by = "{}"
    prompt = '""'
    votes = '"words":[],"starts":[],"struck":[],"auto":[]}'
    removed = "[]"

    class Meta:
        model = VerdictRecord


class ArchiveFactory(DjangoModelFactory[Archive]):
    path = factory.Sequence(lambda n: f"imgs/{n:03}.tgz")

    class Meta:
        model = Archive


class ArrivalFactory(DjangoModelFactory[Arrival]):
    key = factory.LazyFunction(uuid.uuid4)
    kind = "upload"
    actor = "test"
    created_at = NOW

    class Meta:
        model = Arrival


class ArrivalFileFactory(DjangoModelFactory[ArrivalFile]):
    arrival = factory.SubFactory(ArrivalFactory)
    name = factory.Sequence(lambda n: f"{n}.png")
    n_bytes = 10

    class Meta:
        model = ArrivalFile
