"""Arrivals as rows: files received piece by piece, looked at, imported, stopped, gone on with."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet, Sum

from dataset.choices import ArrivalKind, ArrivalState
from dataset.errors import DatasetError
from dataset.gateways import uploads
from dataset.models import Arrival, ArrivalFile
from dataset.models.arrivals import AT_WORK
from dataset.rules.arrivals import MOST_CHUNK, MOST_FILES, plain

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 5
BEFORE_ROWS = (ArrivalState.LOOKED, ArrivalState.REFUSED, ArrivalState.STOPPED)


class PieceMisplaced(DatasetError):
    """A piece does not follow what is here; `n_received` says where to go on."""

    code = "piece_misplaced"

    def __init__(self, n_received: int) -> None:
        super().__init__(f"{n_received} bytes are here; go on there.")
        self.n_received = n_received


class NotNow(DatasetError):
    """The arrival is in another state by now."""

    code = "arrival_not_now"


class TakenFromHere(DatasetError):
    """The arrival was stopped, or is in other hands."""

    code = "arrival_taken"


@transaction.atomic
def begin(*, key: UUID, kind: ArrivalKind, said: str, wishes: Mapping[str, str], actor: str, now: datetime) -> Arrival:
    """
    A new arrival; the same one when it was begun with this key. What stands on the server is looked at next.

    :raises FolderRefused: the folder or prefix is not open to imports
    """
    place, origin = _place(kind, key, said)
    state = ArrivalState.RECEIVING if kind == ArrivalKind.UPLOAD else ArrivalState.LOOKING
    arrival, _ = Arrival.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "origin": origin,
            "place": place,
            "state": state,
            "wishes": dict(wishes),
            "actor": actor,
            "created_at": now,
        },
    )
    return arrival


def _place(kind: ArrivalKind, key: UUID, said: str) -> tuple[str, str]:
    if kind == ArrivalKind.FOLDER:
        folder = str(uploads.allowed_folder(said))
        return folder, folder
    origin = uploads.allowed_prefix(said) if kind == ArrivalKind.PREFIX else ""
    return str(uploads.tree(str(key))), origin


@transaction.atomic
def receive(*, arrival: Arrival, name: str, n_bytes: int, offset: int, data: bytes) -> int:
    """
    Keep a piece of a file; return how much of the file is here now. Sent again, it is kept once.

    :raises NameRefused: no file may have that name
    :raises TooMuch: more than one import may bring
    :raises PieceMisplaced: it does not follow what is here
    :raises NotNow: no files are taken any more
    """
    found = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if found.state != ArrivalState.RECEIVING:
        raise NotNow("No more files are taken: what came is being looked at.")
    file = _file(found, plain(name), n_bytes)
    if offset > file.n_received or (offset < file.n_received and offset + len(data) > file.n_received):
        raise PieceMisplaced(file.n_received)
    if len(data) > MOST_CHUNK or offset + len(data) > file.n_bytes:
        raise uploads.TooMuch(f"More came of {file.name} than was said.")
    if offset == file.n_received:
        uploads.write(str(found.key), file.name, offset, data)
        file.n_received += len(data)
        file.save(update_fields=["n_received"])
    return file.n_received


def _file(arrival: Arrival, name: str, n_bytes: int) -> ArrivalFile:
    file = ArrivalFile.objects.filter(arrival=arrival, name=name).first()
    if file is not None:
        if file.n_bytes != n_bytes:
            raise NotNow(f"{name} is here with another size. Begin another import for it.")
        return file
    known = ArrivalFile.objects.filter(arrival=arrival)
    total = known.aggregate(total=Sum("n_bytes"))["total"] or 0
    if n_bytes < 0 or total + n_bytes > settings.UPLOAD_MOST_BYTES or known.count() >= MOST_FILES:
        raise uploads.TooMuch("That is more than one import may bring; put it in a folder of the server instead.")
    return ArrivalFile.objects.create(arrival=arrival, name=name, n_bytes=n_bytes)


@transaction.atomic
def look(*, arrival: Arrival, wishes: Mapping[str, str]) -> None:
    """
    Have it looked at: after all files came, or once more, with other columns.

    :raises NotNow: files are still missing, or rows are coming in already
    """
    found = Arrival.objects.select_for_update().get(pk=arrival.pk)
    require_files(found)
    if found.state == ArrivalState.RECEIVING:
        files = ArrivalFile.objects.filter(arrival=found)
        if not files.exists() or files.exclude(n_received=F("n_bytes")).exists():
            raise NotNow("Not all files are here yet.")
    elif found.state not in BEFORE_ROWS or found.run_id:
        raise NotNow("This import has gone on in the meantime.")
    _to_work(found, ArrivalState.LOOKING, found.wishes | dict(wishes))


@transaction.atomic
def start(*, arrival: Arrival, wishes: Mapping[str, str]) -> None:
    """
    Have the rows brought in, or gone on with where they were stopped.

    :raises NotNow: it was not looked at, is under way, or its files are gone
    """
    found = Arrival.objects.select_for_update().get(pk=arrival.pk)
    require_files(found)
    if found.state != ArrivalState.LOOKED and not (found.state == ArrivalState.STOPPED and found.run_id):
        raise NotNow("This import is under way, or was not looked at yet.")
    if "error" in found.look:
        raise NotNow("What is there cannot be imported as it is.")
    _to_work(found, ArrivalState.IMPORTING, found.wishes | (dict(wishes) if not found.run_id else {}))


def require_files(found: Arrival) -> None:
    if found.cleared_at is not None and found.state != ArrivalState.DONE:
        raise NotNow("Its files were removed, as nobody went on with it. Begin another import.")


def _to_work(found: Arrival, state: ArrivalState, wishes: Mapping[str, str]) -> None:
    Arrival.objects.filter(pk=found.pk).update(
        state=state, wishes=dict(wishes), attempt=0, stop_asked_at=None, detail="", n_done=0, n_total=0
    )


@transaction.atomic
def stop(*, arrival: Arrival, now: datetime) -> None:
    """
    Stop what a worker does for it; rows that are in stay in.

    :raises NotNow: nothing is being done
    """
    found = Arrival.objects.select_for_update().get(pk=arrival.pk)
    if not found.is_at_work:
        raise NotNow("Nothing of it is under way.")
    if found.lease_ends_at is None:
        _end(found, ArrivalState.STOPPED)
    else:
        Arrival.objects.filter(pk=found.pk).update(stop_asked_at=now)


def due(now: datetime) -> QuerySet[Arrival]:
    """Those that wait for a worker, or whose worker fell silent; the oldest first."""
    free = Q(lease_ends_at__isnull=True) | Q(lease_ends_at__lte=now)
    return Arrival.objects.filter(free, state__in=AT_WORK).order_by("created_at", "pk")


@transaction.atomic
def claim(*, now: datetime) -> Arrival | None:
    """Take the oldest that is due; one that ended its workers again and again is refused."""
    found = due(now).select_for_update(skip_locked=True, of=("self",)).first()
    if found is None:
        return None
    if found.stop_asked_at is not None:
        _end(found, ArrivalState.STOPPED)
        return None
    if found.attempt >= MOST_ATTEMPTS:
        _end(
            found,
            ArrivalState.STOPPED if found.run_id else ArrivalState.REFUSED,
            "Five workers did not come to its end.",
        )
        return None
    found.attempt, found.lease_ends_at, found.began_at = found.attempt + 1, now + LEASE, now
    found.save(update_fields=["attempt", "lease_ends_at", "began_at"])
    return found


def tell(*, arrival: Arrival, n_done: int, n_total: int, now: datetime) -> None:
    """
    Say how far it is, and keep it in hand.

    :raises TakenFromHere: it is to be stopped, or is in other hands
    """
    told = in_hand(arrival).filter(stop_asked_at__isnull=True)
    if not told.update(n_done=n_done, n_total=n_total, lease_ends_at=now + LEASE):
        raise TakenFromHere("The import was stopped, or is in other hands.")


def finish(*, arrival: Arrival, state: ArrivalState, detail: str = "", **facts: object) -> bool:
    """Say how it ended; False, and nothing said, when it is in other hands by now."""
    return bool(in_hand(arrival).update(state=state, lease_ends_at=None, detail=detail[:2000], **facts))


def move(*, arrival: Arrival, place: str) -> None:
    """
    Have it read from another folder: where what was packed lies unpacked.

    :raises TakenFromHere: it is in other hands
    """
    if not in_hand(arrival).update(place=place):
        raise TakenFromHere("The import is in other hands.")
    arrival.place = place


def let_go(*, arrival: Arrival, now: datetime) -> None:
    """Leave it to whoever takes it next."""
    in_hand(arrival).update(lease_ends_at=now)


def in_hand(arrival: Arrival) -> QuerySet[Arrival]:
    return Arrival.objects.filter(pk=arrival.pk, attempt=arrival.attempt, lease_ends_at__isnull=False)


def _end(found: Arrival, state: ArrivalState, detail: str = "") -> None:
    found.state, found.lease_ends_at, found.detail = state, None, detail
    found.save(update_fields=["state", "lease_ends_at", "detail"])
