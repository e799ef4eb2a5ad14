"""Who may act on pay: by role, and never on their own."""

from collections.abc import Iterable

from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, User


class NotPayroll(AnnotationError):
    """Only the payroll acts on pay; attendance is also a manager's word."""

    code = "not_payroll"
    status = 403


class OwnPay(AnnotationError):
    """Nobody decides on their own pay."""

    code = "own_pay"
    status = 403


class ReasonMissing(AnnotationError):
    """An act on somebody's pay says why."""

    code = "reason_missing"
    status = 400


def require_payroll(user: User) -> None:
    """:raises NotPayroll: they have no part in it"""
    require(user, Role.PAYROLL)


def require(user: User, *roles: Role) -> None:
    if not user.is_active or not user.has_role(*roles):
        raise NotPayroll("Only the payroll does this.")


def require_others(user: User, people: Iterable[Annotator]) -> None:
    """:raises OwnPay: they are one of these people"""
    if any(one.user_id == user.pk for one in people):
        raise OwnPay("This is your own pay: somebody else must decide on it.")


def require_reason(reason: str) -> str:
    """:raises ReasonMissing: nothing is said"""
    if not (said := reason.strip()):
        raise ReasonMissing("Say why: it stays with the entry.")
    return said
