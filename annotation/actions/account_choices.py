"""Saving what an annotator chose for themselves."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from annotation.models import AccountChoices, Annotator
from annotation.queries import account_choices
from annotation.rules.account_choices import NAMES


@transaction.atomic
def save(*, annotator: Annotator, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Keep these choices beside those made before; return all of them, as the workbench reads them."""
    person = Annotator.objects.select_for_update(no_key=True).get(pk=annotator.pk)
    exposure = chosen.get("exposure", person.exposure)
    if exposure != person.exposure:
        person.exposure = exposure
        person.save(update_fields=["exposure"])
    kept, _ = AccountChoices.objects.get_or_create(annotator=person)
    said = {name: value for name, value in chosen.items() if name in NAMES}
    if said:
        kept.chosen |= said
        kept.save(update_fields=["chosen", "updated_at"])
    return account_choices.of(person)
