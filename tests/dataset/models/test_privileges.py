"""What is written once stays: the privileges of the application's role, the triggers that hold for the owner too."""

from datetime import timedelta

import psycopg
import pytest
from django.db import connection

from dataset.models import Verdict
from tests.factories import (
    NOW,
    GoldenPromptFactory,
    ScoreFactory,
    ScorerFactory,
    StyleFactory,
    StyleOperationFactory,
    StyleSnapshotFactory,
    TokenisationFactory,
    VerdictEvidenceFactory,
    VerdictFactory,
    WithdrawalFactory,
)
from tests.refusals import NO_ROW_CHANGES, owner, refused_by_trigger, what_the_application_is_told

ONLY_SUPERSEDED = "a verdict can only be superseded: {act} is refused"
ROWS = {
    "dataset_withdrawal": WithdrawalFactory,
    "dataset_verdictevidence": VerdictEvidenceFactory,
    "dataset_tokenisation": TokenisationFactory,
    "dataset_stylesnapshot": StyleSnapshotFactory,
    "dataset_style": StyleFactory,
    "dataset_styleoperation": StyleOperationFactory,
    "dataset_score": ScoreFactory,
    "dataset_scorer": ScorerFactory,
    "dataset_goldenprompt": GoldenPromptFactory,
}


@pytest.mark.django_db
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ROWS)
def test_the_application_may_not_change_what_is_append_only(table: str, act: str) -> None:
    assert what_the_application_is_told(act.format(table)) == f"permission denied for table {table}"


@pytest.mark.django_db(transaction=True)
def test_the_owner_is_stopped_by_the_triggers() -> None:
    for make in ROWS.values():
        make()

    with owner() as connected:
        for table in ROWS:
            with refused_by_trigger(NO_ROW_CHANGES.format(table=table, act="UPDATE")):
                connected.execute(f"UPDATE {table} SET id = id")  # noqa: S608  named above
            with refused_by_trigger(NO_ROW_CHANGES.format(table=table, act="DELETE")):
                connected.execute(f"DELETE FROM {table}")  # noqa: S608  named above
            with refused_by_trigger(NO_ROW_CHANGES.format(table=table, act="TRUNCATE")):
                connected.execute(f"TRUNCATE {table} CASCADE")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE dataset_verdict SET struck = struck",
        "UPDATE dataset_verdict SET superseded_at = now(), actor = 'somebody'",
        "DELETE FROM dataset_verdict",
        "TRUNCATE dataset_verdict CASCADE",
    ],
)
def test_the_application_may_do_no_more_to_a_verdict_than_supersede_it(statement: str) -> None:
    assert what_the_application_is_told(statement) == "permission denied for table dataset_verdict"


@pytest.mark.django_db
def test_the_application_supersedes_a_verdict() -> None:
    verdict = VerdictFactory()

    Verdict.objects.filter(pk=verdict.pk).update(superseded_at=NOW)

    assert Verdict.objects.get().superseded_at == NOW


@pytest.mark.django_db
@pytest.mark.parametrize("superseded_at", [None, NOW, NOW + timedelta(seconds=1)])
def test_a_superseded_verdict_stays_so_at_its_time(superseded_at: object) -> None:
    verdict = VerdictFactory(superseded_at=NOW)

    with refused_by_trigger(ONLY_SUPERSEDED.format(act="UPDATE")):
        Verdict.objects.filter(pk=verdict.pk).update(superseded_at=superseded_at)


@pytest.mark.django_db(transaction=True)
def test_the_owner_too_may_only_supersede_a_verdict() -> None:
    VerdictFactory()

    with owner() as connected:
        with refused_by_trigger(ONLY_SUPERSEDED.format(act="UPDATE")):
            connected.execute("UPDATE dataset_verdict SET superseded_at = now(), struck = '{0}'")
        with refused_by_trigger(ONLY_SUPERSEDED.format(act="DELETE")):
            connected.execute("DELETE FROM dataset_verdict")
        with refused_by_trigger(NO_ROW_CHANGES.format(table="dataset_verdict", act="TRUNCATE")):
            connected.execute("TRUNCATE dataset_verdict CASCADE")
        with pytest.raises(psycopg.IntegrityError, match="is append-only: TRUNCATE is refused"):
            connected.execute("TRUNCATE dataset_image CASCADE")
        assert connected.execute("UPDATE dataset_verdict SET superseded_at = now()").rowcount == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("ALTER TABLE dataset_withdrawal DISABLE TRIGGER ALL", "must be owner of table dataset_withdrawal"),
        ("DROP TABLE dataset_withdrawal", "must be owner of table dataset_withdrawal"),
        ("DROP TRIGGER dataset_verdict_append_only ON dataset_verdict", "must be owner of relation dataset_verdict"),
        ("SET session_replication_role = replica", 'permission denied to set parameter "session_replication_role"'),
        ("SET ROLE strikeout_owner", 'permission denied to set role "strikeout_owner"'),
        ("CREATE TABLE spare (id int)", "permission denied for schema public"),
        ("TRUNCATE dataset_importrow", "permission denied for table dataset_importrow"),
    ],
)
def test_the_application_cannot_go_round_the_rules(statement: str, told: str) -> None:
    assert what_the_application_is_told(statement) == told


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("indices", "are"),
    [
        ("{}", True),
        ("{0}", True),
        ("{0,2,5}", True),
        ("{6}", False),
        ("{-1,2}", False),
        ("{2,2}", False),
        ("{5,2}", False),
        ("{NULL}", False),
        ("{0,NULL,2}", False),
        ("{{0,1}}", False),
        ("[0:1]={0,1}", False),
    ],
)
def test_word_indices_are_a_sorted_list_of_indices_each_once(indices: str, are: bool) -> None:  # noqa: FBT001
    with connection.cursor() as cursor:
        cursor.execute("SELECT are_word_indices(%s::smallint[], 6)", [indices])
        assert cursor.fetchone() == (are,)
