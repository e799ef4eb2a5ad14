"""The third step of an import: language, traits and arguments of its prompts."""

from django.core.management.base import OutputWrapper
from django.utils import timezone

from dataset.actions import prompts
from dataset.management.meters import Meter
from dataset.queries import corpus

AT_ONCE = 200


def find(err: OutputWrapper) -> None:
    """Describe every prompt that is not described yet."""
    if not (total := corpus.n_undescribed()):
        return
    meter, n_done = Meter(err, "languages"), 0
    while n := prompts.describe(limit=AT_ONCE, now=timezone.now()):
        n_done += n
        meter.show(n_done, n_done / max(total, n_done))
    meter.end(n_done)
