"""Bringing a batch's pairs into work, chunk by chunk: tokens, locked words, slots."""

import json
from typing import Any

from django.db.models import Exists, OuterRef

from annotation.actions import claims, guidelines
from annotation.choices import BatchState, PairState
from annotation.gateways import openings
from annotation.models import Batch, BatchPair
from annotation.rules.matchers import locked_words
from annotation.rules.views import AS_A_WHOLE
from dataset.gateways import rests
from dataset.rules.tokeniser import TOKENISER_VERSION, tokenise, tokens_hash
from dataset.rules.tokens import pack, unpack, words

BY_STRUCTURE = 0  # the "ruling" of words that the prompt's own structure locks


@rests.turn()
def prepare(*, batch: Batch, limit: int = 1000) -> int:
    """
    Bring the next pairs into work; return how many, 0 when none is waiting.

    Annotators use a batch from its first chunk on. Safe to run twice or side by side.
    """
    waiting = openings.preparing(batch_id=batch.pk, version=TOKENISER_VERSION, limit=limit)
    if not waiting:
        finish(batch)
        return 0
    tokenise_prompts([row for row in waiting if row["tokenisation"] is None])
    rulings = guidelines.locking(guideline_id=batch.guideline_id)
    pairs = [row["pair"] for row in waiting]
    openings.open_pairs(
        version=TOKENISER_VERSION,
        pairs=pairs,
        prompts=[row["prompt_id"] for row in waiting],
        locked=[json.dumps(locked_for(batch, row, rulings)) for row in waiting],
    )
    openings.open_slots(batch_id=batch.pk, pairs=pairs)
    claims.wake_members(batch=batch)
    return len(waiting)


def finish(batch: Batch) -> None:
    """The batch is open when no pair of it is being prepared."""
    preparing = BatchPair.objects.filter(batch=OuterRef("pk"), state=PairState.PREPARING)
    Batch.objects.filter(~Exists(preparing), pk=batch.pk, state=BatchState.OPENING).update(state=BatchState.OPEN)


def tokenise_prompts(waiting: list[dict[str, Any]]) -> None:
    """Tokenise each prompt once, keep that, and put the tokens into the rows in hand."""
    made: dict[int, tuple[str, str, int]] = {}
    for row in waiting:
        tokens = tokenise(row["text"])
        row["tokens"] = pack(tokens)
        made[row["prompt_id"]] = (json.dumps(row["tokens"]), tokens_hash(row["text"], tokens), len(words(tokens)))
    if made:
        openings.keep_tokens(
            version=TOKENISER_VERSION,
            prompts=list(made),
            tokens=[tokens for tokens, _, _ in made.values()],
            hashes=[hashed for _, hashed, _ in made.values()],
            n_words=[n for _, _, n in made.values()],
        )


def locked_for(batch: Batch, row: dict[str, Any], rulings: tuple[guidelines.Locking, ...]) -> dict[int, int]:
    """The words that nobody strikes in this batch: all of them, where pairs are accepted or rejected."""
    if batch.as_a_whole:
        return {token.word: AS_A_WHOLE for token in words(unpack(row["tokens"])) if token.word is not None}
    return locked_in(row, rulings)


def locked_in(row: dict[str, Any], rulings: tuple[guidelines.Locking, ...]) -> dict[int, int]:
    """The words of a prompt that nobody judges, each with the ruling that says so."""
    tokens = unpack(row["tokens"])
    by_structure = {token.word: BY_STRUCTURE for token in words(tokens) if token.locked and token.word is not None}
    return locked_words(rulings, row["text"], tokens, row["language"]) | by_structure
