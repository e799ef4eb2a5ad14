"""Every rule that the database keeps is broken by name in a test; every append-only table is kept by its triggers."""

import re
from typing import Any

import pytest
from django.db import connection

from tests.guards.sources import ROOT, models

# Numbers are kept from being negative by checks that Django adds to each column; they are its own to test.
RULES = """
SELECT conname FROM pg_constraint WHERE contype = 'c' AND conrelid = ANY (%(tables)s::regclass[])
   AND NOT (cardinality(conkey) = 1 AND conname ~ '_check$')
UNION
SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
 WHERE i.indisunique AND NOT i.indisprimary AND i.indrelid = ANY (%(tables)s::regclass[])
"""
TRIGGERS = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'O'"
PRIVILEGES = "SELECT has_table_privilege(%(table)s, %(act)s)"
APPEND_ONLY = {
    "annotation_adjudication",
    "annotation_attendanceact",
    "annotation_attendee",
    "annotation_auditentry",
    "annotation_dayapproval",
    "annotation_dayproposal",
    "annotation_flag",
    "annotation_gold",
    "annotation_goldanswer",
    "annotation_heartbeat",
    "annotation_judgment",
    "annotation_ledgerentry",
    "annotation_ledgerline",
    "annotation_message",
    "annotation_pack",
    "annotation_payread",
    "annotation_payrule",
    "annotation_periodstep",
    "annotation_proofreading",
    "annotation_qualificationanswer",
    "annotation_qualificationitem",
    "annotation_rate",
    "annotation_referencewage",
    "annotation_reveal",
    "annotation_secondlook",
    "annotation_setasidejudgment",
    "annotation_shiftend",
    "annotation_skipnote",
    "annotation_trail",
    "dataset_annotation",
    "dataset_attempt",
    "dataset_cachedreply",
    "dataset_caption",
    "dataset_goldenprompt",
    "dataset_price",
    "dataset_promptwords",
    "dataset_question",
    "dataset_reply",
    "dataset_score",
    "dataset_scorer",
    "dataset_sensitivitychange",
    "dataset_style",
    "dataset_styleoperation",
    "dataset_stylesnapshot",
    "dataset_tokenisation",
    "dataset_verdict",
    "dataset_verdictevidence",
    "dataset_withdrawal",
}
# What images refer to, without a foreign key for each row (dataset.models.references).
REFERRED_TO = {"dataset_archive", "dataset_importrun", "dataset_prompt"}
# Rows of pay that change in their way, and are never removed.
KEPT = {"annotation_contract", "annotation_entryrequest", "annotation_payee", "annotation_payperiod"}
SAYS_SO = re.compile(r"\bappend-only\b|\bimmutable\b(?! once)", re.IGNORECASE)


def rows(statement: str, **arguments: str | list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def broken_in_tests() -> set[str]:
    """Every name in quotes in the tests of the models."""
    tests = ROOT.glob("tests/*/models/test_*.py")
    return {name for test in tests for name in re.findall(r'"([a-z0-9_]+)"', test.read_text())}


def test_every_constraint_of_a_model_is_broken_in_a_test() -> None:
    declared = {constraint.name for model in models() for constraint in model._meta.constraints}

    assert declared - broken_in_tests() == set()


@pytest.mark.django_db
def test_every_rule_that_the_database_keeps_is_broken_in_a_test() -> None:
    kept = {name for (name,) in rows(RULES, tables=[model._meta.db_table for model in models()])}

    assert kept - broken_in_tests() == set()


@pytest.mark.django_db
def test_tables_have_the_triggers_of_their_rules_and_no_others() -> None:
    kept = {(table, f"{table}_{what}") for table in APPEND_ONLY for what in ("append_only", "no_truncate")}
    kept |= {(table, f"{table}_{what}") for table in REFERRED_TO for what in ("stay", "keep_number", "no_truncate")}
    kept |= {("annotation_ledgerentry", f"annotation_ledgerentry_{what}") for what in ("fits", "balances")}
    kept |= {("annotation_ledgerline", "annotation_ledgerline_balances")}
    kept |= {("annotation_dayapproval", "annotation_dayapproval_fits")}
    kept |= {("annotation_payperiod", "annotation_payperiod_goes_on")}
    kept |= {(table, f"{table}_{what}") for table in KEPT for what in ("kept", "no_truncate")}
    kept |= {(table, f"{table}_stays") for table in KEPT - {"annotation_payperiod"}}
    kept |= {("annotation_ruling", "annotation_ruling_published_stays")}
    kept |= {("dataset_image", f"dataset_image_{what}") for what in ("refers", "refers_anew")}
    kept |= {("dataset_score", "dataset_score_fits")}
    kept |= {("dataset_template", f"dataset_template_{what}") for what in ("stays", "is_kept", "no_truncate")}
    kept |= {("dataset_modeltest", f"dataset_modeltest_{what}") for what in ("stays", "kept", "no_truncate")}
    kept |= {("dataset_stylestep", f"dataset_stylestep_{what}") for what in ("stays", "kept", "no_truncate")}
    kept |= {("dataset_styleversion", f"dataset_styleversion_{what}") for what in ("goes_on", "kept", "no_truncate")}
    of_versions = {"dataset_stylenode", "dataset_styleassignment"}
    kept |= {(table, f"{table}_fixed_{act}") for table in of_versions for act in ("insert", "update", "delete")}
    kept |= {(table, f"{table}_no_truncate") for table in of_versions}
    kept |= {("dataset_styleoperation", "dataset_styleoperation_fixed_insert")}

    assert set(rows(TRIGGERS)) == kept


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(REFERRED_TO))
def test_what_is_referred_to_cannot_be_removed_by_the_application(table: str) -> None:
    assert [act for act in ("DELETE", "TRUNCATE") if rows(PRIVILEGES, table=table, act=act) == [(True,)]] == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", sorted(APPEND_ONLY))
def test_the_application_may_only_read_and_add_there(table: str) -> None:
    acts = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER"]

    assert [act for act in acts if rows(PRIVILEGES, table=table, act=act) == [(True,)]] == ["SELECT", "INSERT"]


@pytest.mark.django_db
def test_the_application_owns_nothing() -> None:
    owned = "SELECT relname FROM pg_class WHERE relowner = current_user::regrole AND relpersistence <> 't'"

    assert rows(owned) == []


def test_what_a_model_says_of_itself_is_so() -> None:
    assert {model._meta.db_table for model in models() if SAYS_SO.search(model.__doc__ or "")} == APPEND_ONLY
