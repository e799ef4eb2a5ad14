"""Style words of prompts as they hold now, and snapshots of them."""

from collections.abc import Iterator

from django.db import connection, transaction

from dataset.models import Style, StyleSnapshot
from dataset.rules.style_words import Word

AT_ONCE = 5_000

# What holds for a prompt: the words of its current annotation, else those that were collected with it.
HOLDING = """
  FROM dataset_promptwords w LEFT JOIN dataset_currentannotation c ON c.prompt_id = w.prompt_id
 WHERE w.kind = 'style' AND w.annotation_id IS NOT DISTINCT FROM c.words_id AND cardinality(w.words) > 0
   AND EXISTS (SELECT FROM dataset_image i WHERE i.prompt_id = w.prompt_id AND i.withdrawn_at IS NULL
               AND (%(source)s = '' OR i.source = %(source)s))
"""
FORMS = f"SELECT DISTINCT unnest(w.words) {HOLDING}"
WORDS = f"SELECT w.words {HOLDING}"


def are_there(source: str) -> bool:
    """Whether any prompt has a word of style."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT {HOLDING})", {"source": source})
        return bool(cursor.fetchone()[0])


def forms(source: str) -> list[str]:
    """Every form in which styles are met."""
    with connection.cursor() as cursor:
        cursor.execute(FORMS, {"source": source})
        return [row[0] for row in cursor.fetchall()]


def of_prompts(source: str) -> Iterator[list[str]]:
    """The styles of each prompt that has any, streamed."""
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(WORDS, {"source": source})
        while rows := cursor.fetchmany(AT_ONCE):
            yield from (row[0] for row in rows)


def words(snapshot: StyleSnapshot) -> list[Word]:
    """The styles of a snapshot; their places in this list are their numbers."""
    rows = Style.objects.filter(snapshot=snapshot).order_by("number")
    return [Word(*row, ()) for row in rows.values_list("text", "is_artist", "n_prompts")]


def counts(snapshot: StyleSnapshot) -> list[int]:
    """How many prompts say each style of a snapshot."""
    return [*Style.objects.filter(snapshot=snapshot).order_by("number").values_list("n_prompts", flat=True)]
