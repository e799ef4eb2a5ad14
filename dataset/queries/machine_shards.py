"""Files of questions: how far they are, and whose turn it is."""

from collections import Counter

from django.db.models import Count, QuerySet

from dataset.models import MachineRun, MachineShard


def of(run: MachineRun) -> QuerySet[MachineShard]:
    """The shards of a run with the names of their profiles, in the order they were made."""
    return MachineShard.objects.filter(run=run).select_related("profile").order_by("number")


def by_state(run: MachineRun) -> Counter[str]:
    """How many shards of a run are how far; one query."""
    found = MachineShard.objects.filter(run=run).order_by().values_list("state")
    return Counter(dict(found.annotate(Count("pk"))))
