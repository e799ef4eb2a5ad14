"""Gold: pairs whose truth is known. Each act is a further version, with its reason and whose it is."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from annotation.actions import audit, guidelines, preparation
from annotation.choices import GoldSource
from annotation.errors import AnnotationError
from annotation.models import Batch, BatchPair, Gold, GuidelineVersion
from annotation.queries import gold as queries
from annotation.rules.canonical import canonical
from dataset.models import Image, Tokenisation
from dataset.rules.score_limits import Limit
from dataset.rules.tokeniser import TOKENISER_VERSION, tokenise
from dataset.rules.tokens import Token, pack, unpack


class NotGold(AnnotationError):
    """The image has no gold."""

    code = "not_gold"
    status = 404


class WordLocked(AnnotationError):
    """Gold strikes no word that nobody may judge, and none that the prompt does not have."""

    code = "malformed"
    status = 422


@transaction.atomic
def set_by_hand(*, image: Image, struck: Collection[int], reason: str, actor: str, now: datetime) -> Gold:
    """
    Say what is true of a picture, under the newest guideline; its canonical form is kept.

    :raises WordLocked: a word that is locked, or that the prompt does not have
    """
    lock(image)
    pinned = pin(image)
    allowed = set(range(pinned["n_words"])) - {int(word) for word in pinned["locked"]}
    if not set(struck) <= allowed:
        raise WordLocked("A word that nobody may judge cannot be struck in gold.")
    return keep(
        image, source=GoldSource.HAND, struck=meant(pinned, struck), reason=reason, actor=actor, now=now, **pinned
    )


@transaction.atomic
def take_settled(
    *, batch: Batch | None, limits: Iterable[Limit] = (), limit: int, reason: str, actor: str, now: datetime
) -> int:
    """Make gold of settled pairs on which nobody differs, within thresholds on scores; return how many."""
    pairs = (
        queries.candidates(batch=batch, limits=limits)
        .select_related("batch__guideline", "guideline", "image", "tokenisation")
        .order_by("pk")[:limit]
    )
    chosen: dict[int, BatchPair] = {}
    for pair in pairs:
        chosen.setdefault(pair.image_id, pair)
    for pair in chosen.values():
        take_pair(pair, reason=reason, actor=actor, now=now)
    return len(chosen)


def take_pair(pair: BatchPair, *, reason: str, actor: str, now: datetime) -> Gold:
    return keep(
        pair.image,
        source=GoldSource.SETTLED,
        pair=pair,
        tokenisation=pair.tokenisation,
        guideline=pair.under,
        locked=pair.locked,
        n_words=pair.n_words,
        struck=pair.struck,
        reason=reason,
        actor=actor,
        now=now,
    )


@transaction.atomic
def retire(*, image: Image, reason: str, actor: str, now: datetime) -> Gold:
    """
    Take a picture out of the gold; attempts that hold it go on as they began.

    :raises NotGold: the image has none
    """
    lock(image)
    last = newest(image)
    if last is None:
        raise NotGold("There is no gold on this picture.")
    return keep(image, in_use=False, reason=reason, actor=actor, now=now, **pinned_by(last))


@transaction.atomic
def suspend(*, gold: Gold, by: GuidelineVersion, actor: str, now: datetime) -> bool:
    """Measure nobody by it until the picture is judged anew: a ruling changed. False when it is another by now."""
    lock(gold.image)
    last = newest(gold.image)
    if last is None or last.pk != gold.pk or not last.in_use:
        return False
    reason = f"A ruling that speaks of its words changed in version {by.number}."
    keep(gold.image, in_use=False, suspended_by=by, reason=reason, actor=actor, now=now, **pinned_by(last))
    return True


def pinned_by(last: Gold) -> dict[str, Any]:
    columns = ("tokenisation_id", "guideline_id", "locked", "n_words", "struck", "source", "pair_id")
    return {name: getattr(last, name) for name in columns}


def keep(image: Image, *, reason: str, actor: str, now: datetime, **columns: Any) -> Gold:
    last = newest(image)
    number = 1 if last is None else last.number + 1
    made = Gold.objects.create(image=image, number=number, reason=reason, actor=actor, created_at=now, **columns)
    before = None if last is None else {"struck": list(last.struck), "in use": last.in_use}
    after = {"struck": list(made.struck), "in use": made.in_use}
    detail = {"version": number, "before": before, "after": after, "reason": reason}
    audit.record(actor=actor, act="set_gold", subject=f"image {image.public_id}", detail=detail, now=now)
    return made


def newest(image: Image) -> Gold | None:
    return Gold.objects.filter(image=image).order_by("-number").first()


def lock(image: Image) -> None:
    """Two people who write gold for one picture go one after the other."""
    Image.objects.select_for_update(no_key=True).get(pk=image.pk)


def pin(image: Image) -> dict[str, Any]:
    """What a picture is judged on now: its words, the newest guideline, and the words that it locks."""
    tokenisation = tokenised(image)
    _, locked = judged_now(image)
    return {
        "tokenisation": tokenisation,
        "guideline": newest_guideline(),
        "locked": {str(word): ruling for word, ruling in locked.items()},
        "n_words": tokenisation.n_words,
    }


def judged_now(image: Image) -> tuple[tuple[Token, ...], dict[int, int]]:
    """The words of its prompt as they would be judged now, and those that the newest guideline locks."""
    prompt, tokens = image.prompt, tokenise(image.prompt.text)
    row = {"tokens": pack(tokens), "text": prompt.text, "language": prompt.language}
    return tokens, preparation.locked_in(row, guidelines.locking(guideline_id=newest_guideline().pk))


def newest_guideline() -> GuidelineVersion:
    return GuidelineVersion.objects.filter(published_at__isnull=False).latest("number")


def tokenised(image: Image) -> Tokenisation:
    """The words of its prompt, made when nobody asked for them before."""
    row = {"prompt_id": image.prompt_id, "text": image.prompt.text}
    found = Tokenisation.objects.filter(prompt=image.prompt_id, version=TOKENISER_VERSION)
    if not found.exists():
        preparation.tokenise_prompts([row])
    return found.get()


def meant(pinned: dict[str, Any], struck: Collection[int]) -> list[int]:
    tokenisation = pinned["tokenisation"]
    prompt = tokenisation.prompt
    locked = {int(word) for word in pinned["locked"]}
    return list(canonical(prompt.text, unpack(tokenisation.tokens), struck, prompt.language, locked).struck)
