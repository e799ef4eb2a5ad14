"""Cases of the desk as the JSON that its page reads; its types are in frontend/src/desk/wire.ts."""

from collections.abc import Sequence
from typing import Any

from annotation.choices import SampleKind
from annotation.gateways import catalogs
from annotation.models import Annotator, Batch, BatchPair, DeskSample, User
from annotation.queries import account_choices, desk
from annotation.queries.desk import DeskCase
from annotation.queries.workbench import ImageUrl, image_json
from annotation.rules.account_choices import AccountChoices
from annotation.rules.desk_cases import Order
from annotation.rules.outcomes import DeskReason
from dataset.choices import Outcome

Asked = tuple[BatchPair, DeskSample | None]


def as_json(asked: Sequence[Asked], image_url: ImageUrl) -> list[dict[str, Any]]:
    """These cases, in a fixed number of queries. A second look is asked as the first was, and does not say so."""
    found = desk.cases([words_of(pair, sample) for pair, sample in asked])
    bare = [is_third(sample) for _, sample in asked]
    return [case_json(case, image_url, is_bare=is_bare) for case, is_bare in zip(found, bare, strict=True)]


def is_third(sample: DeskSample | None) -> bool:
    return sample is not None and sample.kind == SampleKind.THIRD


def words_of(pair: BatchPair, sample: DeskSample | None) -> desk.Asked:
    """The pair with the words that are asked, and those that are struck without asking."""
    locked = frozenset(int(word) for word in pair.locked)
    if sample is None:
        return pair, pair.desk_words, pair.struck
    if sample.of is None:
        return pair, [word for word in range(pair.n_words) if word not in locked], []
    asked = frozenset(sample.of.asked)
    return pair, asked, [word for word in struck_by_opinions(pair) if word not in asked and word not in locked]


def struck_by_opinions(pair: BatchPair) -> list[int]:
    """As it was settled; of a pair that was set apart as a whole, what most struck."""
    if pair.outcome == Outcome.JUDGED:
        return pair.struck
    return [word for word, (m, s) in enumerate(zip(pair.m, pair.s, strict=True)) if 2 * s > m]


def case_json(case: DeskCase, image_url: ImageUrl, *, is_bare: bool) -> dict[str, Any]:
    """One case; a bare one without what others said of it."""
    pair = case.pair
    image, tokenisation = pair.image, pair.tokenisation
    if tokenisation is None:
        raise ValueError("a pair at the desk has its tokens")
    picture = {name: getattr(image, name) for name in ("width", "height", "thumbhash", "sensitivity")}
    return {
        "pair": pair.pk,
        "batch": pair.batch.name,
        "language": tokenisation.prompt.language or "und",
        "tokens_hash": tokenisation.tokens_hash,
        "prompt": case.prompt,
        "n_words": pair.n_words,
        "tokens": [word.token._asdict() for word in case.tokens],
        "tail": case.tail,
        "image": image_json({**picture, "image": image.public_id}, image_url),
        "reason": "" if is_bare else case.reason,
        "asked": [word.token.word for word in case.tokens if word.contested],
        "agreed": [word.token.word for word in case.tokens if word.agreed_struck],
        "preset": [] if is_bare else [word.token.word for word in case.tokens if word.contested and word.preset],
        "about_the_whole": not is_bare and is_about_the_whole(case),
        "opinions": [] if is_bare else [opinion_json(given) for given in case.opinions],
        "flags": [{"reason": flag.reason, "n": flag.n} for flag in case.flags],
        "notes": case.notes,
    }


def is_about_the_whole(case: DeskCase) -> bool:
    """Whether it is to be said first what holds of the whole pair."""
    return case.reason == DeskReason.UNLIKE_OUTCOMES or not any(word.contested for word in case.tokens)


def opinion_json(given: desk.OpinionView) -> dict[str, Any]:
    return {"letter": given.label, "outcome": given.outcome, "struck": given.struck, "unsure": given.unsure}


def config(
    *,
    person: User,
    batch: Batch | None,
    order: Order,
    urls: dict[str, str],
    csrf: str,
    language: str,
    build: str,
) -> dict[str, Any]:
    """The page's one JSON object; its type is DeskConfig in frontend/src/desk/wire.ts."""
    annotator = Annotator.objects.filter(user=person).first()
    own = {"exposure": "blur", **AccountChoices().as_dict()} if annotator is None else account_choices.of(annotator)
    return {
        "csrf": csrf,
        "urls": urls,
        "person": {"key": f"desk-{person.pk}", "name": str(person)},
        "batch": batch.name if batch else "",
        "order": order.value,
        "language": language,
        "strings": catalogs.strings(language, "desk"),
        # Keys that were chosen for the words of the workbench mean other acts here.
        "choices": {**own, "keys": {}, "enter": "submits"},
        "build": build,
    }
