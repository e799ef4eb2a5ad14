"""What came in with an import and what did not, in a fixed number of queries."""

from dataclasses import dataclass

from django.db.models import CharField, Count, F, Func, Q, QuerySet

from dataset.choices import MediaState, RowVerdict
from dataset.models import Image, ImportRow, ImportRun


@dataclass(frozen=True)
class Facts:
    """Of the pairs that a run added: languages, traits, and how far their pictures are."""

    languages: dict[str, int]
    traits: dict[str, int]
    n_ready: int
    n_waiting: int
    n_refused: int


def facts(run: ImportRun) -> Facts:
    """Three queries."""
    images = Image.objects.filter(run=run)
    traits = images.annotate(trait=Func(F("prompt__traits"), function="unnest", output_field=CharField()))
    states = images.aggregate(
        n_ready=Count("pk", filter=Q(media_state=MediaState.READY)),
        n_waiting=Count("pk", filter=Q(media_state=MediaState.WAITING)),
        n_refused=Count("pk", filter=Q(media_state=MediaState.REFUSED)),
    )
    return Facts(languages=tally(images, "prompt__language"), traits=tally(traits, "trait"), **states)


def reasons(run: ImportRun) -> dict[str, int]:
    """Why rows stayed out, and how many for each reason."""
    return tally(ImportRow.objects.filter(run=run).exclude(verdict=RowVerdict.ADDED), "reason")


def rows_out(
    run: ImportRun, *, reason: str = "", after: int | None = None, limit: int | None = None
) -> QuerySet[ImportRow]:
    """The rows that stayed out, in their order; of one reason, from beyond row number `after`."""
    rows = ImportRow.objects.filter(run=run).exclude(verdict=RowVerdict.ADDED).order_by("number")
    if reason:
        rows = rows.filter(reason=reason)
    if after is not None:
        rows = rows.filter(number__gt=after)
    return rows if limit is None else rows[:limit]


def tally(rows: QuerySet[Image] | QuerySet[ImportRow], name: str) -> dict[str, int]:
    counted = rows.values_list(name).annotate(n=Count("pk")).order_by("-n", name)
    return {str(value): n for value, n in counted}
