"""Snapshots of the styles that prompts have now."""

from datetime import datetime

from django.db import transaction

from dataset.errors import DatasetError
from dataset.gateways import style_places
from dataset.models import StyleSnapshot
from dataset.queries import styles
from dataset.rules import style_snapshots, style_words


class NoStyles(DatasetError):
    """No prompt has a word of style."""

    code = "no_styles"


@transaction.atomic
def take(*, source: str, actor: str, now: datetime) -> StyleSnapshot:
    """
    Freeze the styles that prompts have now; the snapshot that is the same already, where there is one.

    :raises NoStyles: there are none
    """
    forms = style_words.canonical(styles.forms(source))
    words = style_words.count(styles.of_prompts(source), forms)
    if not words:
        raise NoStyles("No prompt has a word of style: annotate_prompts finds them.")
    snapshot, made = StyleSnapshot.objects.get_or_create(
        sha256=style_snapshots.sha256(words),
        defaults={
            "source": source,
            "n_prompts": sum(word.n_prompts for word in words),
            "n_words": len(forms),
            "n_styles": len(words),
            "actor": actor,
            "created_at": now,
        },
    )
    if made:
        style_places.keep(snapshot=snapshot.pk, words=words)
    return snapshot
