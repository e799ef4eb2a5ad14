"""What the corpus holds, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import CharField, Count, F, Func, Q, QuerySet

from dataset.choices import MediaState
from dataset.models import Image, Prompt


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """The pairs of one source, by the state of their bytes; withdrawn ones stand in their state as well."""

    source: str
    n_pairs: int
    n_waiting: int
    n_ready: int
    n_refused: int
    n_withdrawn: int


@dataclass(frozen=True, slots=True)
class LanguageCounts:
    """The pairs whose prompt is in one language ("" where it is not found yet), and how many have each trait."""

    language: str
    n_pairs: int
    traits: dict[str, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """All pairs, by source and by language; `n_undescribed` prompts wait for their language to be found."""

    sources: list[SourceCounts]
    languages: list[LanguageCounts]
    n_undescribed: int

    @property
    def n_pairs(self) -> int:
        return sum(source.n_pairs for source in self.sources)

    @property
    def traits(self) -> dict[str, int]:
        """Pairs by trait, over all languages, most frequent first."""
        counts: dict[str, int] = {}
        for language in self.languages:
            for trait, n in language.traits.items():
                counts[trait] = counts.get(trait, 0) + n
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def overview() -> Overview:
    """Four queries, whatever the size."""
    return Overview(
        sources=sources(),
        languages=by_language(Image.objects.all()),
        n_undescribed=n_undescribed(),
    )


def n_undescribed() -> int:
    """Prompts whose language is not found yet."""
    return Prompt.objects.filter(described_at__isnull=True).count()


def sources() -> list[SourceCounts]:
    """The sources by name. One query."""
    counted = Image.objects.values_list("source").annotate(
        n_pairs=Count("pk"),
        n_waiting=Count("pk", filter=Q(media_state=MediaState.WAITING)),
        n_ready=Count("pk", filter=Q(media_state=MediaState.READY)),
        n_refused=Count("pk", filter=Q(media_state=MediaState.REFUSED)),
        n_withdrawn=Count("pk", filter=Q(withdrawn_at__isnull=False)),
    )
    return [SourceCounts(*row) for row in counted.order_by("source")]


def by_language(images: QuerySet[Image]) -> list[LanguageCounts]:
    """These images' pairs by language, most frequent first. Two queries."""
    unnest = Func(F("prompt__traits"), function="unnest", output_field=CharField())
    traits: dict[str, dict[str, int]] = {}
    marked = images.annotate(trait=unnest).values_list("prompt__language", "trait").annotate(n=Count("pk"))
    for language, trait, n in marked.order_by("-n", "trait"):
        traits.setdefault(language, {})[trait] = n
    counted = images.values_list("prompt__language").annotate(n=Count("pk")).order_by("-n", "prompt__language")
    return [LanguageCounts(language, n, traits.get(language, {})) for language, n in counted]
