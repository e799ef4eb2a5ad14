"""What must be true at the end, whatever was killed."""

import hashlib
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.db.models import Count

from annotation.choices import BatchState, PairState, SlotState
from annotation.models import Batch, BatchPair, Slot
from dataset.choices import MediaState, RunState
from dataset.gateways import storage
from dataset.models import Image, ImportRun, Prompt, Verdict

PICTURES = "pictures"


def left() -> dict[str, int]:
    """What is still to be done, by kind; all nought at the end."""
    open_slots = Slot.objects.filter(state__in=[SlotState.OPEN, SlotState.LEASED])
    return {
        "batches to open": Batch.objects.filter(state=BatchState.OPENING).count(),
        "places to fill": open_slots.count(),
        "verdicts to publish": BatchPair.objects.filter(state=PairState.SETTLED, published_at=None).count(),
        "pictures to examine": Image.objects.waiting().count(),
        "prompts to describe": Prompt.objects.filter(described_at=None).count(),
        "imports to end": ImportRun.objects.filter(source=PICTURES).exclude(state=RunState.DONE).count(),
    }


def problems(n_pictures: int) -> Iterable[str]:
    """Everything that is not as it must be, told in words; the crowd's own checks come beside it."""
    yield from (f"{n} {what}" for what, n in left().items() if n)
    yield from of_pictures(n_pictures)
    yield from of_verdicts()


def of_pictures(n_wanted: int) -> Iterable[str]:
    found = Image.objects.filter(source=PICTURES)
    if (n := found.count()) != n_wanted:
        yield f"{n} pictures, {n_wanted} were collected"
    for image in found.exclude(media_state=MediaState.READY):
        yield f"picture {image.source_key} is {image.media_state} {image.media_reason}"
    for image in found.filter(media_state=MediaState.READY):
        with default_storage.open(storage.original_name(image)) as file:
            if hashlib.sha256(file.read()).hexdigest() != image.sha256:
                yield f"the bytes of {image.source_key} are not those that were collected"
        if not all(default_storage.exists(storage.rendition_name(str(image.sha256), size)) for size in (512, 1024)):
            yield f"{image.source_key} lacks a rendition"


def of_verdicts() -> Iterable[str]:
    """One verdict for each settled pair, no more."""
    settled = BatchPair.objects.filter(state=PairState.SETTLED)
    if (n := Verdict.objects.count()) != settled.count():
        yield f"{n} verdicts of {settled.count()} settled pairs"
    if n := settled.values("image").annotate(n=Count("pk")).filter(n__gt=1).count():
        yield f"{n} images were settled twice"
