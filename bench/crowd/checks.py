"""What must be true when a crowd has finished a batch, whatever happened meanwhile."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, F

from annotation.choices import PairState, SlotState
from annotation.models import BatchPair, Judgment, Slot

ENDED = [PairState.SETTLED, PairState.DESK]
UNREAD = """
SELECT count(*) FROM annotation_meeting x
  JOIN annotation_batchpair p ON p.id = x.pair_id
  JOIN dataset_image i ON i.id = p.image_id
  JOIN dataset_prompt w ON w.id = i.prompt_id
  JOIN annotation_annotator a ON a.id = x.annotator_id
 WHERE w.language <> ALL (array_append(a.languages::text[], ''))
"""
ONCE = """
SELECT count(*) FROM (
  SELECT p.id FROM annotation_batchpair p JOIN annotation_slot s ON s.pair_id = p.id AND s.state = 2
    JOIN annotation_judgment j ON j.id = s.judgment_id
   GROUP BY p.id, p.n_counted
  HAVING array_agg(s.ordinal::int ORDER BY s.ordinal) <> ARRAY(SELECT generate_series(1, p.n_counted))) wrong
"""


def problems(log: list[dict[str, Any]]) -> list[str]:
    """Everything that is not as it must be, told in words."""
    return [*of_slots(), *of_judgments(log), *of_answers(log)]


def of_slots() -> Iterable[str]:
    """Every place filled exactly once, nobody twice on a pair, every pair at its end."""
    if n := Slot.objects.filter(state__in=[SlotState.OPEN, SlotState.LEASED]).count():
        yield f"{n} places are not filled"
    if n := BatchPair.objects.exclude(state__in=ENDED).count():
        yield f"{n} pairs are neither settled nor at the desk"
    with connection.cursor() as cursor:
        cursor.execute(UNREAD)
        if n := cursor.fetchone()[0]:
            yield f"{n} pairs were given to somebody who does not read them"
    if n := BatchPair.objects.filter(n_counted__lt=F("wanted")).count():
        yield f"{n} pairs have fewer opinions than wanted"
    if n := BatchPair.objects.filter(n_counted__gt=F("at_most")).count():
        yield f"{n} pairs have more opinions than allowed"
    people = Slot.objects.filter(annotator__isnull=False).values("pair", "annotator")
    if n := people.annotate(n=Count("pk")).filter(n__gt=1).count():
        yield f"{n} times somebody stands twice on a pair"
    with connection.cursor() as cursor:
        cursor.execute(ONCE)
        if n := cursor.fetchone()[0]:
            yield f"{n} pairs whose places are not filled one after another"


def of_judgments(log: list[dict[str, Any]]) -> Iterable[str]:
    """Every acknowledged judgment is there, once, as it was told; surplus is kept as surplus."""
    kept = {str(row.pop("submission_uuid")): row for row in Judgment.objects.values(*COLUMNS)}
    told: dict[str, dict[str, Any]] = {}
    for event in log:
        if event["event"] == "receipt":
            receipt = event["receipt"]
            if told.setdefault(event["uuid"], receipt) != receipt:
                yield f"{event['uuid']} was told {told[event['uuid']]} first, then {receipt}"
    for uuid, receipt in told.items():
        expected = {
            "pair": receipt["pair"],
            "receipt": receipt["outcome"],
            "revision": receipt["revision"],
            "canonical": receipt["struck"],
        }
        if kept.get(uuid) != expected:
            yield f"{uuid} was acknowledged as {expected}, and what is kept is {kept.get(uuid)}"
    sent = {event["uuid"] for event in log if event["event"] == "sent"}
    if unknown := kept.keys() - sent:
        yield f"{len(unknown)} judgments that nobody sent"
    if silent := sent - told.keys():
        yield f"{len(silent)} answers were never acknowledged"
    lost = Slot.objects.filter(state__in=[SlotState.FILLED, SlotState.SURPLUS]).count()
    if lost != Judgment.objects.filter(revision=1).count():
        yield "there are first judgments without a place, or places without one"


COLUMNS = ("submission_uuid", "pair", "receipt", "revision", "canonical")


def of_answers(log: list[dict[str, Any]]) -> Iterable[str]:
    """The server was busy at times; it never failed otherwise, nor refused what was right."""
    troubles = Counter((event["path"], event["status"], str(event["answer"])) for event in log if is_wrong(event))
    for (path, status, answer), n in troubles.items():
        yield f"{n} times {path} was answered {status}: {answer}"


def is_wrong(event: dict[str, Any]) -> bool:
    return bool(event["event"] == "trouble" and event["status"] != 503)
