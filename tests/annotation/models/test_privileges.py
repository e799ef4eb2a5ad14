"""Judgments, adjudications and the record of acts stay as written, whoever asks."""

import pytest

from tests.factories import (
    AdjudicationFactory,
    AttendanceActFactory,
    AttendeeFactory,
    AuditEntryFactory,
    DayApprovalFactory,
    DayProposalFactory,
    HeartbeatFactory,
    JudgmentFactory,
    LedgerEntryFactory,
    LedgerLineFactory,
    PackFactory,
    PayReadFactory,
    PayRuleFactory,
    PeriodStepFactory,
    RateFactory,
    ReferenceWageFactory,
    SetAsideJudgmentFactory,
    ShiftEndFactory,
)
from tests.refusals import NO_ROW_CHANGES, owner, refused_by_trigger, what_the_application_is_told

ROWS = {
    "annotation_judgment": JudgmentFactory,
    "annotation_adjudication": AdjudicationFactory,
    "annotation_auditentry": AuditEntryFactory,
    "annotation_heartbeat": HeartbeatFactory,
    "annotation_pack": PackFactory,
    "annotation_shiftend": ShiftEndFactory,
    "annotation_setasidejudgment": SetAsideJudgmentFactory,
    "annotation_attendanceact": AttendanceActFactory,
    "annotation_attendee": AttendeeFactory,
    "annotation_dayapproval": DayApprovalFactory,
    "annotation_dayproposal": DayProposalFactory,
    "annotation_ledgerentry": LedgerEntryFactory,
    "annotation_ledgerline": LedgerLineFactory,
    "annotation_payread": PayReadFactory,
    "annotation_payrule": PayRuleFactory,
    "annotation_periodstep": PeriodStepFactory,
    "annotation_rate": RateFactory,
    "annotation_referencewage": ReferenceWageFactory,
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
