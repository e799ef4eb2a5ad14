"""Which picture is meant, and who may see it."""

from uuid import UUID

from django.db.models import Q

from annotation.choices import JUDGED, Role, SlotState
from annotation.models import QualificationItem, Slot, User
from annotation.queries import people
from dataset.choices import Sensitivity
from dataset.models import Image, ImportRun, VerdictRecord

STAFF = (Role.MANAGER, Role.ADJUDICATOR, Role.AUDITOR)
SEES = (SlotState.LEASED, *JUDGED)
LONGEST_NUMBER = 18


def visible(*, public_id: UUID, user: User) -> Image | None:
    """
    The image, when this person may see it now; else None.

    Staff see what is neither blocked nor withdrawn; a working annotator sees what they hold, judged or qualify on, but
    nothing sensitive when they never want to: not even what they judged before it was found to be so.
    """
    image = Image.objects.present().filter(public_id=public_id).first()
    if image is None or user.has_role(*STAFF):
        return image
    if not user.has_role(Role.ANNOTATOR):
        return None
    working = {"annotator__user": user, "annotator__suspended_at__isnull": True}
    if image.sensitivity == Sensitivity.SENSITIVE and people.never_wants_it(user):
        return None
    mine = Slot.objects.filter(**working, state__in=SEES).filter(pair__image=image)
    test = QualificationItem.objects.filter(**working, image=image)
    return image if mine.exists() or test.exists() else None


def named(said: str) -> Image | None:
    """
    The picture of that public id or id in an export, key in its source, or number of a pair in a batch.

    None when there is none, or when more than one source has it.
    """
    try:
        return of_uuid(UUID(said))
    except ValueError:
        return of_key(said) or of_pair(said)


def of_uuid(said: UUID) -> Image | None:
    exported = VerdictRecord.objects.filter(exported_id=said).values("verdict__image")
    return Image.objects.filter(Q(public_id=said) | Q(pk__in=exported)).first()


def of_key(said: str) -> Image | None:
    sources = ImportRun.objects.values("source")
    found = [*Image.objects.filter(source__in=sources, source_key=said)[:2]]
    return found[0] if len(found) == 1 else None


def of_pair(said: str) -> Image | None:
    number = said.removeprefix("pair ")
    if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        return None
    return Image.objects.filter(batch_pairs=int(number)).first()
