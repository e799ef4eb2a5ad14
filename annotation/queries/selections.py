"""Which images a selection finds, and what it takes of them."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import MD5, Cast, Concat, Length

from annotation.choices import PairState, Purpose
from annotation.models import BatchPair, Gold
from annotation.rules.selections import Selection
from dataset.choices import Sensitivity
from dataset.models import Image
from dataset.queries import scores

SHUFFLE = "shuffle"
LONGEST = 10**6  # characters: beyond any prompt


def scope(selection: Selection) -> QuerySet[Image]:
    """The images that the selection speaks of, ready or not."""
    images = Image.objects.filter(withdrawn_at__isnull=True)
    if selection.source:
        images = images.filter(source=selection.source)
    if selection.languages:
        images = images.filter(prompt__language__in=selection.languages)
    if selection.least is not None or selection.most is not None:
        most = LONGEST if selection.most is None else selection.most
        images = images.alias(size=Length("prompt__text")).filter(size__gte=selection.least or 0, size__lte=most)
    if selection.sensitive is not None:
        narrow = images.filter if selection.sensitive else images.exclude
        images = narrow(sensitivity=Sensitivity.SENSITIVE)
    return images


def is_judged() -> Exists:
    """Whether an image is judged, or being judged, in any batch."""
    over = [PairState.WITHDRAWN, PairState.REPLACED]
    return Exists(BatchPair.objects.filter(image=OuterRef("pk"), purpose=Purpose.WORK).exclude(state__in=over))


def has_wanted_traits(selection: Selection) -> Q:
    """That an image's prompt has no trait but those that the selection allows."""
    allowed = Value(list(selection.traits), output_field=ArrayField(CharField()))
    return Q(prompt__traits__contained_by=allowed)


def ready(images: QuerySet[Image]) -> QuerySet[Image]:
    return images & Image.objects.present()


def picked(selection: Selection, gold: Sequence[int] = ()) -> QuerySet[Image]:
    """
    The images that a batch takes, shuffled by the selection's seed: the same selection, the same order.

    What is `gold` in the batch is no work in it.
    """
    images = ready(scope(selection)).filter(has_wanted_traits(selection))
    images = scores.limited(images, selection.scores)
    if selection.unjudged:
        # Not `pk NOT IN (…)`: beyond a quarter of a million judged images that compares each image with all of them.
        images = images.filter(~is_judged())
    if gold:
        images = images.filter(~Exists(Gold.objects.filter(pk__in=gold, image=OuterRef("pk"))))
    shuffled = images.annotate(**{SHUFFLE: shuffle_key(selection)}).order_by(SHUFFLE, "pk")
    return shuffled if selection.sample is None else shuffled[: selection.sample]


def shuffle_key(selection: Selection) -> MD5:
    """What the order of a draw rests on: the seed, and how the picture is known at its source."""
    key = Concat(Value(f"{selection.seed}:"), F("source"), Value("/"), F("source_key"))
    return MD5(Cast(key, CharField()))


def picked_sql(selection: Selection, gold: Sequence[int] = ()) -> tuple[str, tuple[Any, ...]]:
    """The same as a SELECT of (id, shuffle), with its arguments."""
    return picked(selection, gold).values_list("id", SHUFFLE).query.sql_with_params()
