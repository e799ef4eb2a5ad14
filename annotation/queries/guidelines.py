"""Versions of the guideline with their rulings, and how each differs from the one before."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from annotation.models import GuidelineVersion, Ruling
from annotation.rules import reaches
from annotation.rules.reaches import Altered
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


def altered(version: GuidelineVersion) -> list[Altered]:
    """The rulings that say something else than in the version before; nothing of the first version. Three queries."""
    earlier = before(version)
    return reaches.altered([*map(said, rulings(earlier))], [*map(said, rulings(version))]) if earlier else []


def said(ruling: Ruling) -> Said:
    return Said(ruling.code, ruling.decision, ruling.matcher, ruling.texts, ruling.examples)


@dataclass(frozen=True, slots=True)
class New:
    """A ruling that says something else, in one language; one that is gone as it was."""

    title: str
    body: str
    is_gone: bool


@dataclass(frozen=True, slots=True)
class News:
    """What a version says that the one before did not; `line` is the manager's, or empty."""

    version: GuidelineVersion
    line: str
    rulings: list[New]


def news(number: int, language: str) -> News | None:
    """None when no such version is published; four queries."""
    version = GuidelineVersion.objects.filter(number=number, published_at__isnull=False).first()
    if version is None:
        return None
    found = [(one.after or one.before, one.after is None) for one in altered(version)]
    texts = [(said.texts[language], is_gone) for said, is_gone in found if said is not None]
    rulings = [New(text["title"], text["body"], is_gone) for text, is_gone in texts]
    return News(version, version.notice.get(language, ""), rulings)
