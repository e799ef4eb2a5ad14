"""Decisions on an image as a whole."""

from datetime import datetime

from django.db import transaction

from dataset.choices import Sensitivity
from dataset.errors import DatasetError
from dataset.models import Image, Withdrawal


class ReasonMissing(DatasetError):
    code = "reason_missing"


@transaction.atomic
def withdraw(*, image: Image, reason: str, actor: str, now: datetime) -> Withdrawal:
    """
    Take an image out of use. The first withdrawal dates it; each is kept with its reason.

    :raises ReasonMissing: no reason is given
    """
    if not reason.strip():
        raise ReasonMissing("Say why the image is withdrawn.")
    Image.objects.filter(pk=image.pk, withdrawn_at__isnull=True).update(withdrawn_at=now)
    image.refresh_from_db(fields=["withdrawn_at"])
    return Withdrawal.objects.create(image=image, reason=reason, actor=actor, created_at=now)


def set_sensitivity(*, image: Image, sensitivity: Sensitivity) -> None:
    """Say who may see it: unknown, safe, sensitive (who chose to), blocked (nobody)."""
    image.sensitivity = sensitivity
    image.save(update_fields=["sensitivity"])
