"""The record: who did what to what, when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import F, Func, QuerySet

from annotation.models import AuditEntry

# As the index has it (annotation/migrations/0027_api_tokens.py).
WORDS = "jsonb_to_tsvector('simple', %(expressions)s, '[\"string\", \"numeric\"]')"


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What is looked for; an empty field asks for everything. Days are of UTC, the last one included.

    `words` are looked for, all of them, in what was said, and in what stood before and after.
    """

    actor: str = ""
    act: str = ""
    subject: str = ""
    words: str = ""
    since_date: date | None = None
    until_date: date | None = None


def entries(asked: Asked) -> QuerySet[AuditEntry]:
    """The newest first; a subject is looked for from its beginning."""
    found = AuditEntry.objects.order_by("-pk")
    if asked.actor:
        found = found.filter(actor=asked.actor)
    if asked.act:
        found = found.filter(act=asked.act)
    if asked.subject:
        found = found.filter(subject__startswith=asked.subject)
    if asked.words:
        said = Func(F("detail"), template=WORDS, output_field=SearchVectorField())
        found = found.alias(said=said).filter(said=SearchQuery(asked.words, config="simple"))
    if asked.since_date:
        found = found.filter(created_at__gte=midnight(asked.since_date))
    if asked.until_date:
        found = found.filter(created_at__lt=midnight(asked.until_date) + timedelta(days=1))
    return found


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def acts() -> list[str]:
    """Every act that somebody did so far."""
    return [*AuditEntry.objects.order_by("act").values_list("act", flat=True).distinct()]
