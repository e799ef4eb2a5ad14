"""Background work of the corpus. Messages are doorbells: what is to be done stands in the rows."""

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from dataset.actions import (
    arrival_jobs,
    arrivals,
    leftovers,
    machine_batches,
    machine_files,
    machine_runs,
    machine_windows,
    media,
    model_probes,
    model_tests,
    prompts,
    reannotations,
    score_walkers,
    score_walks,
    style_trees,
)
from dataset.actions.scores import ScorerBusy
from dataset.gateways import queues
from dataset.gateways.batch_servers import BatchServer
from dataset.gateways.daemons import children_allowed
from dataset.gateways.examiners import Finding, examine_here
from dataset.gateways.language_models import line_of_process
from dataset.gateways.rate_limits import bucket
from dataset.queries import machine_runs as runs
from dataset.queries import machine_shards as shards
from dataset.queries import pictures

log = structlog.get_logger(__name__)

CHUNK = 8
IMAGES_AT_ONCE = 8
ARCHIVES_AT_ONCE = 4
DAY = 86_400
EXPIRES = 30  # seconds; an unheard ring is no loss, the next tick rings again
# Longer than the hard limit of a task, so that no living worker loses what it has in hand. Nobody waits for the end of
# a dead one's: the next tick gives back what it had.
LEASE = timedelta(minutes=16)
READ_ARCHIVE_FOR = 600.0
DESCRIBE_FOR = 8.0
PROMPTS_AT_ONCE = 100
BUILD_FOR = 5.0
SCORE_FOR = 300.0  # a model is loaded for it anew only in a new process
ASK_FOR = 20.0
MOVE_FOR = 240.0  # until no further step begins; the longest, a file on its way, has ten minutes more
LOOK_FOR = 4.0
PUMPS = 2  # windows of one run that are asked side by side


@shared_task
def tick_media() -> None:
    """Give back what the dead had in hand, then ring for as many workers as there is work for."""
    now = timezone.now()
    if n := media.free_abandoned(now=now):
        log.info("media_given_back", n=n)
    for _ in range(0, pictures.n_free(now, CHUNK * IMAGES_AT_ONCE), CHUNK):
        process_images.delay()
    for _ in range(pictures.n_archives_free(now, ARCHIVES_AT_ONCE)):
        process_archive.delay()


@shared_task(expires=EXPIRES)
def process_images() -> None:
    """Take a few waiting images in, then ring for the next, so that all other work gets its turn between."""
    ids = media.claim(limit=CHUNK, lease=LEASE, now=timezone.now())
    try:
        n_done = sum(1 for _ in media.take_in(ids, one_by_one))
    finally:
        media.let_go(ids)
    if ids:
        log.info("images_processed", n_images=n_done)
    if len(ids) == CHUNK:
        process_images.delay()


@shared_task(expires=EXPIRES)
def process_archive() -> None:
    """Read a waiting archive, for ten minutes at most, then ring for the next, or for the rest of this one."""
    archive = media.claim_archive(lease=LEASE, now=timezone.now())
    if archive is None:
        return
    end = time.monotonic() + READ_ARCHIVE_FOR
    try:
        n_done = sum(1 for _ in media.take_in_archive(archive, one_by_one, go_on=lambda: time.monotonic() < end))
    finally:
        media.let_archive_go(archive)
    log.info("archive_processed", archive=archive.pk, n_images=n_done)
    process_archive.delay()


@shared_task
def tick_languages() -> None:
    """Describe prompts until there are none left, or the next tick is near."""
    end = time.monotonic() + DESCRIBE_FOR
    n_done = 0
    while (n := prompts.describe(limit=PROMPTS_AT_ONCE, now=timezone.now())) and time.monotonic() < end:
        n_done += n
    if n_done:
        log.info("prompts_described", n_prompts=n_done)


def one_by_one(opened: Iterable[tuple[int, bytes]]) -> Iterator[tuple[int, bytes, Finding]]:
    """Examine in this process, under a limit of memory."""
    return ((image_id, data, examine_here(data)) for image_id, data in opened)


@shared_task
def tick_arrivals() -> None:
    """Ring for an arrival that waits to be looked at or brought in."""
    if arrivals.due(timezone.now()).exists():
        process_arrival.delay()


@shared_task
def tick_leftovers() -> None:
    """Remove files of imports that nothing needs any more."""
    n = leftovers.clear_unpacked()
    n += leftovers.clear(after=timedelta(days=settings.UPLOAD_DAYS), now=timezone.now())
    if n:
        log.info("leftovers_cleared", n=n)


@shared_task(expires=EXPIRES, acks_late=False, soft_time_limit=DAY, time_limit=DAY + 60)
def process_arrival() -> None:
    """Go on with the oldest, to its end. Acknowledged first: who falls silent is found by the row."""
    arrival = arrivals.claim(now=timezone.now())
    if arrival is None:
        return
    with children_allowed():
        state = arrival_jobs.perform(arrival=arrival, clock=timezone.now)
    log.info("arrival_processed", arrival=str(arrival.key), state=state)


@shared_task
def tick_scores() -> None:
    """Ring for each walk over the pictures that workers are to go on with, where one listens: few machines can."""
    walks = score_walks.going()
    if walks and not queues.somebody_takes(queues.SCORES):
        log.warning("scores_unheard", n=len(walks))
        return
    for run in walks:
        score_pictures.delay(run.pk)


@shared_task(expires=EXPIRES)
def score_pictures(run: int) -> None:
    """Walk a bit of a run; the next tick rings again. Who else hears the bell finds the scorer busy."""
    found = next((one for one in score_walks.going() if one.pk == run), None)
    if found is None:
        return
    end = time.monotonic() + SCORE_FOR
    try:
        score_walkers.go_on(run=found, clock=timezone.now, while_=lambda: time.monotonic() < end)
    except ScorerBusy:
        return
    log.info("pictures_scored", run=run, n=found.n_rows, state=found.state)


@shared_task
def tick_machine_runs() -> None:
    """Give back what the dead had in hand, make jobs, end runs without any, and ring for those with some to ask."""
    now, end = timezone.now(), time.monotonic() + BUILD_FOR
    if n := machine_runs.give_back_abandoned(now=now):
        log.info("machine_jobs_given_back", n=n)
    for run in runs.building():
        while machine_runs.build(run_id=run, now=now) and time.monotonic() < end:
            pass
    if n := machine_runs.sweep_cancelled(now=now):
        log.info("machine_jobs_cancelled", n=n)
    if n := machine_runs.finish(now=now):
        log.info("machine_runs_finished", n=n)
    for tree in style_trees.due():
        while style_trees.go_on(tree=tree, now=now, waits=False) and time.monotonic() < end:
            log.info("style_tree_went_on", tree=tree.pk)
    for run in runs.due(now):
        for _ in range(PUMPS):
            ask_models.delay(run)


@shared_task
def tick_model_tests() -> None:
    """Ring for tests of models that nobody began; end those whose worker is gone."""
    if n := model_tests.give_up_lost(now=timezone.now()):
        log.warning("model_tests_lost", n=n)
    for test in model_tests.waiting():
        probe_model.delay(test)


@shared_task
def tick_machine_shards() -> None:
    """Ring for each profile whose files of questions are under way, or wanted."""
    if n := machine_files.drop_cancelled(now=timezone.now()):
        log.info("machine_files_dropped", n=n)
    for profile in shards.profiles_at_work(timezone.now()):
        move_shards.delay(profile)


@shared_task(expires=EXPIRES, soft_time_limit=840, time_limit=900)
def move_shards(profile: int) -> None:
    """Take the files of a profile as far as they go in some minutes; the next tick rings again."""
    end = time.monotonic() + MOVE_FOR
    outside = machine_batches.Outside(
        lambda one: BatchServer(machine_windows.server_of(one)), timezone.now, lambda: time.monotonic() < end
    )
    if trouble := machine_batches.work(profile_id=profile, outside=outside):
        log.warning("batches_refused", profile=profile, detail=trouble)


@shared_task
def tick_reannotations() -> None:
    """Carry over to clean prompts what is said of their prompts, until none waits or the next tick is near."""
    end, n_looked = time.monotonic() + LOOK_FOR, 0
    while time.monotonic() < end and (n := reannotations.look(now=timezone.now())):
        n_looked += n
    if n_looked:
        log.info("clean_prompts_looked_at", n=n_looked)


@shared_task(expires=EXPIRES)
def ask_models(run: int) -> None:
    """Ask about a run's prompts for some seconds, window by window; the next tick rings again."""
    found, end, n_asked = outside(), time.monotonic() + ASK_FOR, 0
    while time.monotonic() < end and (n := machine_windows.work(run_id=run, outside=found)):
        n_asked += n
    if n_asked:
        log.info("models_asked", run=run, n=n_asked)


@shared_task(expires=EXPIRES)
def probe_model(test: int) -> None:
    """Ask a model the few questions of a test."""
    if model_probes.work(test_id=test, outside=outside()):
        log.info("model_tested", test=test)


def outside() -> machine_windows.Outside:
    """What windows of questions need of the world."""
    return machine_windows.Outside(
        line_of_process(),
        lambda one: bucket(one.name, one.requests_per_minute, one.tokens_per_minute),
        timezone.now,
    )
