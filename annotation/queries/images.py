"""Which picture is meant, and who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from annotation.choices import JUDGED, Role, SlotState
from annotation.models import Annotator, Batch, QualificationItem, Ruling, Slot, User
from annotation.queries import people
from dataset.choices import Sensitivity
from dataset.models import Image, ImportRun, VerdictRecord

STAFF = (Role.MANAGER, Role.ADJUDICATOR, Role.AUDITOR)
SEES = (SlotState.LEASED, *JUDGED)
LONGEST_NUMBER = 18


def visible(*, public_id: UUID, user: User) -> Image | None:
    """
    The image, when this person may see it now; else None.

    Staff see what is neither blocked nor withdrawn; a working annotator sees what they hold, judged or qualify on, and
    examples of rulings, but nothing sensitive when they never want to: not even what they judged before it was found
    to be so.
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
    return image if mine.exists() or test.exists() or is_example(image, user) else None


def is_example(image: Image, user: User) -> bool:
    """Whether a published ruling shows it to everybody who may work; what is sensitive none shows."""
    if image.sensitivity == Sensitivity.SENSITIVE:
        return False
    examples = [{"image": str(image.public_id)}]
    shown = Ruling.objects.filter(guideline__published_at__isnull=False, examples__contains=examples)
    return shown.exists() and Annotator.objects.filter(user=user, suspended_at__isnull=True).exists()


def named(said: str) -> Image | None:
    """
    The picture of that public id or id in an export, key in its source, or number of a pair in a batch.

    None when there is none, or when more than one source has it.
    """
    try:
        return of_uuid(UUID(said))
    except ValueError:
        return of_key(said) or of_pair(said)


@dataclass(frozen=True, slots=True)
class Named:
    """Pictures of a batch that were named, in the order in which they came in, and names that are none of it."""

    images: list[Image]
    unknown: list[str]


def of_batch_named(batch: Batch, names: Sequence[str]) -> Named:
    """The pictures of the batch with these public ids, or keys in their source, that are not withdrawn; two queries."""
    numbers = [UUID(name) for name in names if is_uuid(name)]
    sources = [*ImportRun.objects.order_by("source").values_list("source", flat=True).distinct()]
    meant = Q(public_id__in=numbers) | Q(source__in=sources, source_key__in=names)
    here = Image.objects.filter(meant, withdrawn_at__isnull=True, batch_pairs__batch=batch).order_by("pk").distinct()
    images = [*here.select_related("prompt")]
    known = {str(image.public_id) for image in images} | {image.source_key for image in images}
    return Named(images, [name for name in names if not known & {name, name.lower()}])


def is_uuid(said: str) -> bool:
    try:
        return str(UUID(said)) == said.lower()
    except ValueError:
        return False


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
