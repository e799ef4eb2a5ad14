"""Publishing what people agreed on."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from dataset.actions import records
from dataset.choices import Outcome
from dataset.gateways import reannotations
from dataset.models import Image, Prompt, Tokenisation, Verdict, VerdictEvidence
from dataset.rules.cleaning import Level, clean
from dataset.rules.tokens import Token, unpack


@dataclass(frozen=True, slots=True)
class Agreed:
    """
    What human work found for one image, told without naming anybody.

    Word arrays have one entry a word of the tokenisation. `evidence` rows are the fields of VerdictEvidence. Work that
    asked for the pair alone is not `of_words`.
    """

    image_id: int
    tokenisation_id: int
    outcome: str
    struck: Sequence[int]
    judged: Sequence[int]
    strikes: Sequence[int]
    word_sources: Sequence[int]
    provisional: bool
    method: str
    parameters: dict[str, Any]
    evidence: Sequence[dict[str, Any]]
    evidence_hash: str
    source: str
    source_key: str
    precedence: int
    of_words: bool = True


@transaction.atomic
def publish(*, agreed: Agreed, actor: str, now: datetime) -> Verdict:
    """
    Append a verdict with its evidence and clean texts; publishing the same twice in a row returns the first.

    It becomes the image's current one unless a verdict of higher precedence stands: a late recount of an older round
    is kept, and displaces nothing. Neither does it displace strikes that the pair as a whole was accepted.
    """
    Image.objects.select_for_update(no_key=True).get(pk=agreed.image_id)
    if (published := same(agreed)) is not None:
        return published
    tokenisation = Tokenisation.objects.select_related("prompt").get(pk=agreed.tokenisation_id)
    older = stands_behind(agreed)
    if not older:
        Verdict.objects.filter(image=agreed.image_id, superseded_at__isnull=True).update(superseded_at=now)
    verdict = append(agreed=agreed, tokenisation=tokenisation, actor=actor, now=now, superseded=older)
    VerdictEvidence.objects.bulk_create(VerdictEvidence(verdict=verdict, **row) for row in agreed.evidence)
    if verdict.tidy_prompt_id is not None and verdict.tidy_prompt_id != verdict.prompt_id:
        reannotations.mark([verdict.tidy_prompt_id], now=now)
    records.keep([records.of(verdict, n_judgments=len(agreed.evidence))])
    return verdict


def stands_behind(agreed: Agreed) -> bool:
    """Whether another verdict stays the current one: of newer work, or of words where these were not asked about."""
    others = Verdict.objects.filter(image=agreed.image_id)
    if others.filter(precedence__gt=agreed.precedence).exists():
        return True
    accepts = agreed.outcome == Outcome.JUDGED and not agreed.of_words
    return accepts and others.filter(superseded_at__isnull=True, outcome=Outcome.JUDGED).exists()


def same(agreed: Agreed) -> Verdict | None:
    """The last verdict from this work, if it says the same: what was said before another verdict may be said again."""
    last = Verdict.objects.filter(image=agreed.image_id, source_key=agreed.source_key).order_by("-number").first()
    said = last and (last.evidence_hash, last.struck, last.outcome)
    return last if said == (agreed.evidence_hash, list(agreed.struck), agreed.outcome) else None


def append(*, agreed: Agreed, tokenisation: Tokenisation, actor: str, now: datetime, superseded: bool) -> Verdict:
    prompt = tokenisation.prompt
    tokens = unpack(tokenisation.tokens)
    strict = clean(prompt.text, tokens, agreed.struck, Level.STRICT, prompt.language)
    tidy = clean(prompt.text, tokens, agreed.struck, Level.TIDY, prompt.language)
    number = Verdict.objects.filter(image=agreed.image_id).count() + 1
    return Verdict.objects.create(
        image_id=agreed.image_id,
        number=number,
        outcome=agreed.outcome,
        prompt=prompt,
        tokenisation=tokenisation,
        struck=list(agreed.struck),
        judged=list(agreed.judged),
        strikes=list(agreed.strikes),
        word_sources=list(agreed.word_sources),
        provisional=agreed.provisional,
        method=agreed.method,
        parameters=agreed.parameters,
        evidence_hash=agreed.evidence_hash,
        strict_text=strict.text,
        tidy_prompt=clean_prompt(prompt, tokens, [*agreed.struck, *tidy.auto], tidy.text),
        tidy_auto=list(tidy.auto),
        source=agreed.source,
        source_key=agreed.source_key,
        precedence=agreed.precedence,
        actor=actor,
        created_at=now,
        superseded_at=now if superseded else None,
    )


def clean_prompt(prompt: Prompt, tokens: Sequence[Token], removed: Sequence[int], text: str) -> Prompt | None:
    """The row of the clean text; None when no word is left."""
    n_words = sum(token.word is not None for token in tokens)
    if not text or len(set(removed)) >= n_words:
        return None
    if text == prompt.text:
        return prompt
    row, _ = Prompt.objects.get_or_create(
        text_sha256=hashlib.sha256(text.encode()).digest(),
        defaults={
            "text": text,
            "language": prompt.language,
            "language_confidence": prompt.language_confidence,
            "described_at": prompt.described_at,
        },
    )
    return row
