"""Who may see which picture."""

from uuid import UUID

from annotation.choices import Role, SlotState
from annotation.models import Slot, User
from dataset.models import Image

STAFF = (Role.MANAGER, Role.ADJUDICATOR, Role.AUDITOR)
SEES = (SlotState.LEASED, SlotState.FILLED, SlotState.SURPLUS)


def visible(*, public_id: UUID, user: User) -> Image | None:
    """
    The image, when this person may see it now; else None.

    Staff see what is neither blocked nor withdrawn; a working annotator sees what they hold or judged.
    """
    image = Image.objects.present().filter(public_id=public_id).first()
    if image is None or user.has_role(*STAFF):
        return image
    if not user.has_role(Role.ANNOTATOR):
        return None
    mine = Slot.objects.filter(annotator__user=user, annotator__suspended_at__isnull=True, state__in=SEES)
    return image if mine.filter(pair__image=image).exists() else None
