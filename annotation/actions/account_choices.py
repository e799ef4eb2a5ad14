"""Saving what an annotator chose for themselves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from annotation.choices import Exposure, SlotState
from annotation.gateways import queue
from annotation.models import AccountChoices, Annotator, Member, Slot
from annotation.queries import account_choices
from annotation.rules.account_choices import NAMES
from dataset.choices import Sensitivity


@transaction.atomic
def save(*, annotator: Annotator, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Keep these choices beside those made before; return all of them, as the workbench reads them."""
    if "exposure" in chosen:
        choose_exposure(annotator=annotator, exposure=Exposure(chosen["exposure"]))
    person = Annotator.objects.select_for_update(no_key=True).get(pk=annotator.pk)
    kept, _ = AccountChoices.objects.get_or_create(annotator=person)
    said = {name: value for name, value in chosen.items() if name in NAMES}
    if said:
        kept.chosen |= said
        kept.save(update_fields=["chosen", "updated_at"])
    return account_choices.of(person)


@transaction.atomic
def choose_exposure(*, annotator: Annotator, exposure: Exposure) -> None:
    """
    From now on, what is sensitive comes so, or not at all: then what is held of it goes back.

    Places are locked first and as a claim locks them: a claim on its way has ended, and what it gave is found here.
    """
    places = queue.lock_memberships(annotator_id=annotator.pk)
    Annotator.objects.filter(pk=annotator.pk).update(exposure=exposure)
    if exposure is Exposure.NEVER:
        held = Slot.objects.filter(annotator=annotator, state=SlotState.LEASED)
        sensitive = held.filter(pair__image__sensitivity=Sensitivity.SENSITIVE)
        queue.give_back(annotator_id=annotator.pk, slots=list(sensitive.values_list("pk", flat=True)))
    Member.objects.filter(pk__in=[place["id"] for place in places]).update(dry_until=None)
