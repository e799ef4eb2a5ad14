"""
The hot statements go by their indexes, with a plan made for any arguments and with one made for these.

A statement that reads all slots costs nothing in a small batch and everything in one of a million pairs.
"""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from types import ModuleType
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker

from annotation.gateways import answers, handovers, queue
from annotation.rules.pair_sums import PairSums
from tests import database
from tests.factories import NOW, BatchFactory, ImageFactory, MemberFactory, tokenised

pytestmark = pytest.mark.django_db

# One image in many rounds makes a batch of many pairs. Of the first slots each member holds, filled and skipped some.
FILL = """
INSERT INTO annotation_batchpair (batch_id, image_id, purpose, round, tokenisation_id, n_words, locked, state,
    n_counted, m, s, desk_reason, desk_words, settled_how, outcome, struck, word_sources)
  SELECT %(batch)s, %(image)s, 0, n, %(tokenisation)s, 0, '{}', 1, 0, '{}', '{}', '', '{}', '', '', '{}', '{}'
    FROM generate_series(1, 3000) n;
INSERT INTO annotation_slot (batch_id, pair_id, ordinal, state, lane, position, skip_reason)
  SELECT batch_id, id, o, 0, CASE WHEN round %% 20 = 0 THEN 0 ELSE 1 END, id, ''
    FROM annotation_batchpair CROSS JOIN generate_series(1, 2) o ORDER BY id, o;
CREATE TEMPORARY TABLE first AS
  SELECT s.id, s.pair_id, m.annotator_id, s.pair_id %% 600 AS n
    FROM annotation_slot s JOIN annotation_member m ON s.pair_id %% 5 = m.id %% 5 WHERE s.ordinal = 1;
INSERT INTO annotation_meeting (pair_id, annotator_id, created_at) SELECT pair_id, annotator_id, %(now)s FROM first;
INSERT INTO annotation_judgment (slot_id, revision, pair_id, annotator_id, guideline_id, submission_uuid, body_hash,
    outcome, n_words, struck, canonical, canonical_version, unsure, tokens_hash, active_ms, receipt, created_at)
  SELECT id, 1, pair_id, annotator_id, 1, gen_random_uuid(), '', 'judged', 0, '{}', '{}', '', '{}', '', 0, 'counted',
    %(now)s FROM first WHERE n BETWEEN 40 AND 300;
UPDATE annotation_slot s SET state = 1, annotator_id = f.annotator_id, lease_ends_at = %(now)s
  FROM first f WHERE s.id = f.id AND n < 5;
UPDATE annotation_slot s SET state = 2, annotator_id = j.annotator_id, judgment_id = j.id
  FROM annotation_judgment j WHERE s.id = j.slot_id;
UPDATE annotation_slot s SET state = 4, annotator_id = f.annotator_id, ordinal = NULL, skip_reason = 'expert'
  FROM first f WHERE s.id = f.id AND n BETWEEN 5 AND 39;
"""
LARGE = {"annotation_slot", "annotation_batchpair", "annotation_judgment", "annotation_meeting"}
SWEEPS = {"answers.UNREACHABLE": {"annotation_slot"}}  # of a tick: through the open slots of a whole batch
# What each statement must find slots by. Those with a pair or a slot in hand have several ways, and may choose.
BY: dict[str, set[str]] = {
    "queue.CLAIM": {"slot_queue", "slot_once_per_person", "slot_held"},
    "queue.HELD": {"slot_held"},
    "queue.EXAMINE": {"slot_queue", "slot_once_per_person"},
    "queue.OPENED_LATE": {"slot_queue", "slot_once_per_person"},
    "queue.EXPIRED": set(),
    "queue.MINE": {"slot_held"},
    "queue.TAKE_BACK": set(),
    "answers.LOCK_SLOTS": set(),
    "answers.KEEP": set(),
    "answers.NEW_SLOT": set(),
    "answers.SETTLE": {"slot_once_per_person"},
    "answers.UNREACHABLE": {"slot_once_per_person"},
    "answers.UNREACHABLE_PASSED": {"slot_passed_in_batch", "slot_once_per_person"},
    "answers.CLOSE_SLOT": set(),
    "handovers.FIT": {"slot_once_per_person"},
    "handovers.MOVE": set(),
    "answers.PROMOTE": set(),
    "answers.SET_ASIDE": set(),
    "answers.BRING_BACK": set(),
}


@pytest.fixture(scope="module")
def arguments(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Any]]:
    """A batch of 3,000 pairs with five members, its statistics fresh; what the statements may be asked with."""
    with django_db_blocker.unblock():
        batch = BatchFactory()
        members = MemberFactory.create_batch(5, batch=batch)
        image = ImageFactory()
        with psycopg.ClientCursor(connection.connection) as cursor:
            cursor.execute(
                FILL, {"batch": batch.pk, "image": image.pk, "tokenisation": tokenised(image.prompt).pk, "now": NOW}
            )
        with database.superuser(database.name()) as admin:
            admin.execute("ANALYZE")
        yield asked_with(batch.pk, members[0])
        database.empty()


def asked_with(batch: int, member: Any) -> dict[str, Any]:
    """A value for every argument of every statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, pair_id FROM annotation_slot WHERE state = 1 ORDER BY id LIMIT 1")
        slot, pair = cursor.fetchone()
    times = {"now": NOW, "ends": NOW + timedelta(minutes=30), "renew_before": NOW, "settled_at": None}
    places = {
        "late": -1,
        "fresh": -1,
        "dry_after": 0,
        "wanted": 5,
        "members": 5,
        "limit": 100,
        "slots": None,
        "reads": ["en"],
    }
    words: dict[str, list[int]] = {
        name: [] for name in ("struck", "canonical", "unsure", "m", "s", "desk_words", "word_sources")
    }
    texts = dict.fromkeys(["body_hash", "canonical_version", "tokens_hash", "desk_reason", "settled_how"], "")
    answer = {
        "outcome": "judged",
        "receipt": "counted",
        "uuid": uuid.UUID(int=0),
        "guideline": 1,
        "n_words": 0,
        "trail": None,
    }
    change = {"state": 1, "ordinal": 1, "revision": 2, "active_ms": 0, "n_counted": 1, "counts": True, "close": False}
    ids = {
        "batch": batch,
        "member": member.pk,
        "annotator": member.annotator_id,
        "slot": slot,
        "pair": pair,
        "giver": member.annotator_id,
    }
    sums = {f"sum_{name}": 0 for name in PairSums._fields}
    return {**times, **places, **words, **texts, **answer, **change, **sums, **ids, "open_ordinals": [3]}


def statements(*modules: ModuleType) -> dict[str, str]:
    """Every whole statement of these gateways that has to do with slots."""
    found = {
        f"{module.__name__.rpartition('.')[2]}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str)
    }
    return {
        name: text
        for name, text in found.items()
        if re.match(r"\s*(SELECT|WITH|UPDATE|INSERT)\b", text) and re.search(r"\bannotation_slot\b", text)
    }


def plan(statement: str, arguments: dict[str, Any], mode: str) -> dict[str, Any]:
    """How the database would go about the prepared statement."""
    names = list(dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)))
    text = re.sub(r"%\((\w+)\)s", lambda found: f"${names.index(found[1]) + 1}", statement)
    values = sql.SQL(", ").join(sql.Literal(arguments[name]) for name in names)
    with psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(sql.SQL("SET LOCAL plan_cache_mode = {}").format(sql.Identifier(mode)))
        cursor.execute(f"PREPARE asked AS {text}".encode())
        explained = cursor.execute(sql.SQL("EXPLAIN (FORMAT JSON) EXECUTE asked ({})").format(values)).fetchone()
        cursor.execute("DEALLOCATE asked")
    assert explained is not None
    found: dict[str, Any] = explained[0][0]["Plan"]
    return found


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", []):
        yield from nodes(below)


def test_every_statement_on_slots_is_looked_at() -> None:
    assert set(statements(queue, answers, handovers)) == set(BY)


@pytest.mark.parametrize("mode", ["force_generic_plan", "force_custom_plan"])
@pytest.mark.parametrize("name", BY)
def test_a_statement_finds_its_slots_by_index(name: str, mode: str, arguments: dict[str, Any]) -> None:
    steps = list(nodes(plan(statements(queue, answers, handovers)[name], arguments, mode)))

    scanned = {step["Relation Name"] for step in steps if step["Node Type"] == "Seq Scan"}
    assert scanned & (LARGE - SWEEPS.get(name, set())) == set()
    assert BY[name] - {step.get("Index Name") for step in steps} == set()
