"""Gold that is made while a batch runs: it goes in among its pairs, as if it had been there from the start."""

from django.db import transaction
from django.db.models import Exists, OuterRef

from annotation.choices import BatchState
from annotation.gateways import openings
from annotation.models import Batch, BatchPair, Gold, GoldPlace

CHUNK = 100


def follow() -> int:
    """Take new gold into every batch that runs and gives some; how much."""
    running = Batch.objects.exclude(state=BatchState.CLOSED).filter(gold_share__gt=0)
    places = GoldPlace.objects.filter(batch=OuterRef("pk"))
    return sum(take_up(batch=batch) for batch in running.filter(Exists(places)).order_by("pk"))


@transaction.atomic
def take_up(*, batch: Batch) -> int:
    """
    Take the newest gold that the batch has neither as gold nor as work, as far as it kept numbers free; how much.

    It looks at the gold there is, never at the pairs of the batch one by one.
    """
    this = Batch.objects.select_for_update(no_key=True).get(pk=batch.pk)
    if this.state == BatchState.CLOSED or not this.gold_share:
        return 0
    inside = BatchPair.objects.filter(batch=this, image=OuterRef("image"))
    found = Gold.objects.current().filter(~Exists(inside)).order_by("-pk").values_list("pk", flat=True)[:CHUNK]
    return openings.take_gold(batch_id=this.pk, gold=[*found])
