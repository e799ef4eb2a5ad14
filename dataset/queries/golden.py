"""The golden set as it stands."""

from collections.abc import Collection

from django.db.models import QuerySet

from dataset.models import GoldenPrompt


def newest(prompts: Collection[int] | None = None) -> QuerySet[GoldenPrompt]:
    """What was said last of each prompt that was ever in the set, also that it is out; by prompt."""
    rows = GoldenPrompt.objects.all() if prompts is None else GoldenPrompt.objects.filter(prompt__in=prompts)
    return rows.order_by("prompt", "-number").distinct("prompt")


def said(prompts: Collection[int | None]) -> QuerySet[GoldenPrompt]:
    """The last that people said of each of these, be it taken out since."""
    rows = GoldenPrompt.objects.filter(prompt__in=prompts, words__isnull=False)
    return rows.order_by("prompt", "-number").distinct("prompt")


def standing() -> QuerySet[GoldenPrompt]:
    """The golden set: what people say of each of its prompts, by prompt."""
    rows = GoldenPrompt.objects.filter(pk__in=newest().values("pk"), words__isnull=False)
    return rows.select_related("prompt").order_by("prompt")
