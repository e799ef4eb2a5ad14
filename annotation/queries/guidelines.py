"""Versions of the guideline with their rulings, and how each differs from the one before."""

from collections.abc import Iterable

from django.db.models import Count

from annotation.models import GuidelineVersion, Ruling
from annotation.rules.rulings import Difference, Said, differences


def versions() -> list[GuidelineVersion]:
    """All of them, the newest first, each with how many batches work under it; one query."""
    return [*GuidelineVersion.objects.annotate(n_batches=Count("batches")).order_by("-number")]


def rulings(version: GuidelineVersion) -> list[Ruling]:
    return [*Ruling.objects.filter(guideline=version).order_by("number")]


def before(version: GuidelineVersion) -> GuidelineVersion | None:
    """The published version that it followed."""
    earlier = GuidelineVersion.objects.filter(number__lt=version.number, published_at__isnull=False)
    return earlier.order_by("-number").first()


def changed(version: GuidelineVersion, own: Iterable[Ruling]) -> list[Difference]:
    """How its rulings differ from those of the version before, if there is one; two queries."""
    earlier = before(version)
    return differences(map(said, rulings(earlier)), map(said, own)) if earlier else []


def said(ruling: Ruling) -> Said:
    return Said(ruling.code, ruling.decision, ruling.matcher, ruling.texts, ruling.examples)
