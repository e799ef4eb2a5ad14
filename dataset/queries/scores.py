"""Who scores, and the pairs that thresholds let through."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.db.models import Exists, Expression, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from dataset.errors import DatasetError
from dataset.models import Image, Score, Scorer
from dataset.rules.score_limits import COLLECTED, Kind, Limit, narrowing


class NoSuchScorer(DatasetError):
    """A threshold speaks of a scorer that there is not, or that gives other scores."""

    code = "no_such_scorer"


def named(kind: Kind, key: str) -> Scorer:
    """
    The scorer of a key, `name@version`.

    :raises NoSuchScorer: there is none that gives such scores
    """
    name, _, version = key.partition("@")
    found = Scorer.objects.filter(kind=kind.value, name=name, version=version).first()
    if found is None:
        raise NoSuchScorer(f"No scorer {key} gives {kind} scores.")
    return found


def choosable() -> dict[Kind, list[str]]:
    """The keys of the scorers that have scores, by kind, the newest first; one query."""
    has_some = Exists(Score.objects.filter(scorer=OuterRef("pk")))
    found: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    for scorer in Scorer.objects.filter(has_some).order_by("-pk"):
        found[Kind(scorer.kind)].append(scorer.key)
    return found


def meant(limits: Iterable[Limit]) -> tuple[Limit, ...]:
    """
    The limits that narrow, each with its scorer: the newest of its kind where none is named; one query where needed.

    :raises NoSuchScorer: a scorer is named that there is not
    """
    narrow = narrowing(limits)
    if any(not limit.scorer for limit in narrow):
        newest = choosable()
        narrow = tuple(limit if limit.scorer else replace(limit, scorer=first(newest[limit.kind])) for limit in narrow)
    for limit in narrow:
        if limit.scorer != COLLECTED:
            named(limit.kind, limit.scorer)
    return narrow


def by(limits: Iterable[Limit]) -> dict[Kind, str]:
    """Of whom a threshold of each kind speaks: the one named, else the newest; one query."""
    newest = choosable()
    return {kind: first(newest[kind]) for kind in Kind} | {limit.kind: limit.scorer for limit in limits if limit.scorer}


def first(keys: list[str]) -> str:
    return keys[0] if keys else COLLECTED


def limited(rows: QuerySet[Any], limits: Iterable[Limit], *, image: str = "pk") -> QuerySet[Any]:
    """
    The rows whose image the limits let through.

    :param image: where the image's number stands in a row; beyond `pk` the field that refers to it
    """
    for limit in narrowing(limits):
        rows = rows.filter(collected(limit, image) if limit.scorer == COLLECTED else scored(limit, image))
    return rows


def collected(limit: Limit, image: str) -> Q:
    column = f"{limit.kind}_score" if image == "pk" else f"{image}__{limit.kind}_score"
    within = Q(**{f"{column}__range": limit.bounds})
    return within | Q(**{f"{column}__isnull": True}) if limit.unscored else within


def scored(limit: Limit, image: str) -> Q:
    """Either way one semi-join or one anti-join, as quick for a million pairs as for a thousand."""
    said = Score.objects.filter(image=OuterRef(image), scorer=named(limit.kind, limit.scorer))
    if limit.unscored:
        return ~Q(Exists(said.exclude(value__range=limit.bounds)))
    return Q(Exists(said.filter(value__range=limit.bounds)))


def value(kind: Kind, scorer: str) -> Expression | Combinable:
    """What a scorer says of an image; NULL where it says nothing."""
    if scorer == COLLECTED:
        return F(f"{kind}_score")
    return Subquery(Score.objects.filter(image=OuterRef("pk"), scorer=named(kind, scorer)).values("value"))


def of_image(image: Image) -> list[tuple[str, str, float]]:
    """What is said of one picture: kind, who says it, the score; what came with the pair first. One query."""
    came = [(kind, COLLECTED, getattr(image, f"{kind}_score")) for kind in Kind]
    said = Score.objects.filter(image=image).select_related("scorer").order_by("scorer")
    known = [(str(kind), who, score) for kind, who, score in came if score is not None]
    return known + [(one.scorer.kind, one.scorer.key, one.value) for one in said]
