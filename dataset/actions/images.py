"""Decisions on an image as a whole."""

from datetime import datetime

from django.db import transaction

from dataset.choices import Sensitivity, SensitivityCause
from dataset.errors import DatasetError
from dataset.models import Image, SensitivityChange, Withdrawal


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


@transaction.atomic
def set_sensitivity(
    *, image: Image, sensitivity: Sensitivity, cause: SensitivityCause, reason: str, actor: str, now: datetime
) -> SensitivityChange:
    """
    Say who may see it: safe (everybody), sensitive (who chose to), blocked (nobody). Each such act is kept.

    :raises ReasonMissing: no reason is given
    """
    if not reason.strip():
        raise ReasonMissing("Say why. The reason stays in the record.")
    before = Image.objects.select_for_update(no_key=True).get(pk=image.pk).sensitivity
    Image.objects.filter(pk=image.pk).update(sensitivity=sensitivity)
    image.sensitivity = sensitivity
    return SensitivityChange.objects.create(
        image=image,
        number=SensitivityChange.objects.filter(image=image).count() + 1,
        cause=cause,
        before=before,
        after=sensitivity,
        reason=reason,
        actor=actor,
        created_at=now,
    )


@transaction.atomic
def cover(*, image: Image, reason: str, actor: str, now: datetime) -> bool:
    """
    Make it sensitive by what somebody flagged, from the first such flag until a person decides; return whether it did.

    Once a person decided, flags alone cover it no more. What an import said of it counts for less than a flag.
    """
    Image.objects.select_for_update(no_key=True).get(pk=image.pk)
    image.refresh_from_db(fields=["sensitivity"])
    hidden = image.sensitivity in (Sensitivity.SENSITIVE, Sensitivity.BLOCKED)
    if hidden or SensitivityChange.objects.filter(image=image).exists():
        return False
    sensitive, flag = Sensitivity.SENSITIVE, SensitivityCause.FLAG
    set_sensitivity(image=image, sensitivity=sensitive, cause=flag, reason=reason, actor=actor, now=now)
    return True
