"""Ticks: each finds in the rows what was left undone. Safe to run twice, late or never."""

import time
from collections import Counter
from datetime import timedelta

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from annotation.actions import (
    claims,
    digests,
    export_jobs,
    export_runs,
    gold_shares,
    machine_notices,
    overlaps,
    pay_days,
    preparation,
    publishing,
    reachability,
    reaches,
    retention,
    set_asides,
    sieves,
    spreads,
    style_starts,
    tallies,
    withdrawals,
)
from annotation.choices import BatchState
from annotation.models import Batch, OverlapChange, PayPeriod, Sieve
from dataset.actions.style_snapshots import NoStyles
from dataset.gateways.daemons import children_allowed

log = structlog.get_logger(__name__)
CHUNKS_A_TICK = 20
PREPARE_FOR = 4.0
EXPIRES = 30  # seconds; an unheard ring is no loss, the next tick rings again
DAY = 86_400
COUNT_FOR = 540  # of a million and a half prompts, a minute


@shared_task
def tick_leases() -> None:
    if n := claims.reopen_expired(now=timezone.now()):
        log.info("leases_reopened", n=n)


@shared_task
def tick_verdicts() -> None:
    if n := publishing.publish_settled(now=timezone.now()):
        log.info("verdicts_published", n=n)


@shared_task
def tick_batches() -> None:
    """Bring pairs into work for some seconds; the next tick goes on, and other work has its turn between."""
    end = time.monotonic() + PREPARE_FOR
    opening, n_opened = list(Batch.objects.filter(state=BatchState.OPENING)), Counter[str]()
    while opening and time.monotonic() < end:
        for batch in opening:
            n_opened[batch.name] += preparation.prepare(batch=batch)
        opening = [batch for batch in opening if Batch.objects.filter(pk=batch.pk, state=BatchState.OPENING).exists()]
    for name, n in n_opened.items():
        log.info("pairs_opened", batch=name, n=n)


@shared_task
def tick_withdrawals() -> None:
    if n := withdrawals.follow(now=timezone.now()):
        log.info("pairs_withdrawn", n=n)


@shared_task
def tick_set_asides() -> None:
    if n := set_asides.carry_on(now=timezone.now()):
        log.info("judgments_set_aside", n=n)


@shared_task
def tick_reachability() -> None:
    for batch in Batch.objects.filter(state=BatchState.OPEN):
        if n := reachability.give_up_unreachable(batch=batch, now=timezone.now()):
            log.info("pairs_sent_to_desk", batch=batch.name, n=n)


@shared_task
def tick_spreads() -> None:
    if names := spreads.recount_due(now=timezone.now()):
        log.info("pairs_counted", batches=names)


@shared_task
def tick_sieves() -> None:
    """Leave out, park and take up what was ordered, for some seconds; the next tick goes on."""
    end = time.monotonic() + PREPARE_FOR
    for sieve in Sieve.objects.filter(done_at__isnull=True).order_by("pk"):
        n = 0
        while time.monotonic() < end and (moved := sieves.go_on(sieve=sieve, now=timezone.now())):
            n += moved
        if n:
            log.info("pairs_sieved", act=sieve.act, sieve=sieve.pk, n=n)


@shared_task
def tick_overlaps() -> None:
    """Ask another number of opinions, where that was ordered, for some seconds; the next tick goes on."""
    end = time.monotonic() + PREPARE_FOR
    for change in OverlapChange.objects.filter(done_at__isnull=True).select_related("batch").order_by("pk"):
        n = 0
        while time.monotonic() < end and (looked := overlaps.go_on(change=change, now=timezone.now())):
            n += looked
        if n:
            log.info("overlap_changed", batch=change.batch.name, n=n)


@shared_task
def tick_gold() -> None:
    """Let gold that was made since into the batches that run."""
    if n := gold_shares.follow():
        log.info("gold_taken_up", n=n)


@shared_task
def tick_reaches() -> None:
    """Count and carry out what changed rulings touch, for some seconds; the next tick goes on."""
    end, n = time.monotonic() + PREPARE_FOR, 0
    for reach in reaches.under_way():
        while time.monotonic() < end and reaches.go_on(reach_id=reach, now=timezone.now()):
            n += 1
    if n:
        log.info("reaches_gone_on", n_pieces=n)


@shared_task
def tick_digests() -> None:
    """Nothing where no mail server is named."""
    if settings.MAIL and (n := digests.send_due(now=timezone.now())):
        log.info("digests_sent", n=n)


@shared_task
def tick_machine_notices() -> None:
    """Tell managers what machine work did by itself; by mail too, where a mail server is named."""
    if n := machine_notices.tell(now=timezone.now()):
        log.info("machine_events_told", n=n)
    if settings.MAIL and (n := machine_notices.send_due(now=timezone.now())):
        log.info("machine_notices_sent", n=n)


@shared_task
def tick_heartbeats() -> None:
    n = sum(retention.expire_heartbeats(now=timezone.now()) for _ in range(CHUNKS_A_TICK))
    if n:
        log.info("heartbeats_let_go", n_pages=n)


@shared_task
def tick_pay() -> None:
    """Propose days that are over, also where facts came late: for as long as reports are kept at least."""
    now = timezone.now()
    since = (now - timedelta(days=settings.HEARTBEAT_DAYS)).date()
    for period in PayPeriod.objects.filter(last_date__gte=since).order_by("first_date"):
        if n := pay_days.propose_days(period=period, now=now):
            log.info("days_proposed", period=period.name, n=n)


@shared_task
def tick_tallies() -> None:
    tallies.count_due(now=timezone.now())
    tallies.keep_pace(now=timezone.now())


@shared_task
def tick_exports() -> None:
    """Ring for an export that waits for a worker."""
    if export_runs.due(timezone.now()).exists():
        run_export.delay()


@shared_task(expires=EXPIRES, acks_late=False, soft_time_limit=DAY, time_limit=DAY + 60)
def run_export() -> None:
    """Write the oldest export that waits, to its end. Acknowledged first: who falls silent is found by the row."""
    run = export_runs.claim(now=timezone.now())
    if run is None:
        return
    with children_allowed():
        state = export_jobs.perform(run=run, clock=timezone.now)
    log.info("export_ended", export=run.pk, state=state)


@shared_task(soft_time_limit=COUNT_FOR, time_limit=COUNT_FOR + 60)
def count_styles(source: str, actor: str) -> None:
    """Freeze the styles that prompts have now; counted twice, they are the same styles."""
    try:
        snapshot = style_starts.count(source=source, actor=actor, now=timezone.now())
    except NoStyles as error:
        log.warning("no_styles", source=source, error=str(error))
    else:
        log.info("styles_counted", snapshot=snapshot.pk, n=snapshot.n_styles)
