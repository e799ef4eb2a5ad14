"""How the background is: processes, broker, database, what waits, room on disks. Never waits for long."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils.dateparse import parse_datetime

from annotation.choices import PulseKind
from annotation.models import Pulse
from annotation.queries import backlogs, pulses
from annotation.queries.backlogs import Backlog
from annotation.rules import conditions
from annotation.rules.conditions import Problem
from dataset.gateways import brokers, queues
from dataset.gateways.brokers import Told
from dataset.models import ModelProfile
from dataset.queries import profiles

BROKER, CACHE = "broker", "cache"
VERSION = "SELECT current_setting('server_version'), clock_timestamp()"


@dataclass(frozen=True, slots=True)
class Process:
    """A worker or the clock; `in_hand` are the tasks that it is at, each with when it took it."""

    name: str
    kind: str
    queues: list[str]
    version: str
    in_hand: list[tuple[str, datetime | None]]
    began_at: datetime | None
    beat_at: datetime
    is_alive: bool
    is_other_build: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """Something that the clock rings for at intervals, and when it last did."""

    name: str
    every: timedelta
    rang_at: datetime | None
    is_late: bool

    @property
    def every_seconds(self) -> float:
        return self.every.total_seconds()


@dataclass(frozen=True, slots=True)
class Disk:
    """The room where files of one kind lie."""

    name: str
    n_free: int
    n_bytes: int

    @property
    def is_low(self) -> bool:
        return conditions.is_low(n_free=self.n_free, n_bytes=self.n_bytes)


@dataclass(frozen=True, slots=True)
class Condition:
    """All of it at one moment, by the database's clock."""

    now: datetime
    postgres: str
    redis: dict[str, Told]
    is_one_redis: bool
    processes: list[Process]
    ticks: list[Tick]
    backlogs: list[Backlog]
    disks: list[Disk]
    models: list[ModelProfile]
    problems: list[Problem]

    @property
    def is_well(self) -> bool:
        return not self.problems


def condition() -> Condition:
    """
    What can be seen from here.

    :raises DatabaseError: PostgreSQL gives no answer; then nobody can sign in either
    """
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        [(version, now)] = cursor.fetchall()
    rows = [*Pulse.objects.order_by("kind", "name")]
    processes, ticks = [process(row, now) for row in rows], ticks_of(rows, now)
    redis, alike = redis_now()
    disks = disks_here()
    return Condition(
        now=now,
        postgres=f"PostgreSQL {version.split()[0]}",
        redis=redis,
        is_one_redis=alike,
        processes=processes,
        ticks=ticks,
        backlogs=backlogs.all_of_them(now),
        disks=disks,
        models=profiles.at_work(),
        problems=[*of_processes(processes, ticks), *of_redis(redis, alike=alike), *of_disks(disks)],
    )


def process(row: Pulse, now: datetime) -> Process:
    return Process(
        name=row.name,
        kind=row.kind,
        queues=row.queues,
        version=row.version,
        in_hand=[(one["task"], parse_datetime(one["since"])) for one in row.in_hand],
        began_at=row.began_at,
        beat_at=row.beat_at,
        is_alive=now - row.beat_at < pulses.SILENT_AFTER,
        is_other_build=row.version not in ("", settings.BUILD),
    )


def ticks_of(rows: Iterable[Pulse], now: datetime) -> list[Tick]:
    """What the schedule says, with when the clock that was heard last rang for it."""
    clock = max((row for row in rows if row.kind == PulseKind.BEAT), key=lambda row: row.beat_at, default=None)
    found = []
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        every = timedelta(seconds=entry["schedule"])
        rang_at = parse_datetime(clock.ticks.get(entry["task"], "")) if clock else None
        began_at = clock.began_at if clock else None
        late = conditions.is_late(every=every, rang_at=rang_at, began_at=began_at, now=now)
        found.append(Tick(name, every, rang_at, late))
    return found


def redis_now() -> tuple[dict[str, Told], bool]:
    """What the broker and the cache say, and whether both are one server: then it is asked once."""
    broker, cache = settings.CELERY_BROKER_URL, settings.CACHES["default"]["LOCATION"]
    alike = brokers.is_one_server(broker, cache)
    told = brokers.look(broker, [*queues.ALL, queues.SCORES])
    return {BROKER: told, CACHE: told if alike else brokers.look(cache)}, alike


def disks_here() -> list[Disk]:
    """The folders of files, as far as they lie here: of pictures none where they are in a bucket."""
    places = {"pictures": settings.MEDIA_ROOT} if not settings.MEDIA_BUCKET else {}
    places |= {"exports": settings.EXPORT_ROOT, "questions in files": settings.SHARD_ROOT}
    places |= {"files sent by browsers": settings.UPLOAD_ROOT}
    return [disk(name, Path(place)) for name, place in places.items()]


def disk(name: str, place: Path) -> Disk:
    """The room at a folder; one that is not made yet will lie where its parent does."""
    while not place.is_dir():
        place = place.parent
    room = shutil.disk_usage(place)
    return Disk(name, room.free, room.total)


def of_processes(processes: Iterable[Process], ticks: Iterable[Tick]) -> Iterable[Problem]:
    alive = [one for one in processes if one.is_alive]
    served = {queue for one in alive for queue in one.queues}
    yield from (conditions.of_queue(queue) for queue in queues.ALL if queue not in served)
    if any(one.kind == PulseKind.BEAT for one in alive):
        yield from (conditions.of_tick(tick.name, tick.every) for tick in ticks if tick.is_late)
    else:
        yield conditions.CLOCK
    yield from (conditions.of_build(one.name, one.version) for one in alive if one.is_other_build)


def of_redis(redis: dict[str, Told], *, alike: bool) -> Iterable[Problem]:
    troubles = {(BROKER, CACHE): redis[BROKER].trouble} if alike else {(role,): redis[role].trouble for role in redis}
    yield from (conditions.of_redis(roles, trouble) for roles, trouble in troubles.items() if trouble)
    if redis[BROKER].may_forget:
        yield conditions.of_memory(redis[BROKER].policy)
    if (n := sum(redis[BROKER].queues.values())) > conditions.MANY:
        yield conditions.of_queued(n)


def of_disks(disks: Iterable[Disk]) -> Iterable[Problem]:
    return (conditions.of_disk(one.name, one.n_free) for one in disks if one.is_low)
