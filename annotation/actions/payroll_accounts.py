"""
Who becomes one of the payroll, and who gets into their accounts.

Whoever got hold of a manager's session must come no nearer to pay by it: not by a role, an invitation, a new password
or a second factor taken off. Where nobody is of the payroll, there is nothing to bend, and a manager begins it.
"""

from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import User


class PayrollApart(AnnotationError):
    """Managers do not open the payroll to anybody."""

    code = "payroll_apart"
    status = 403


def require_may_give(actor: str, *roles: str) -> None:
    """
    :param actor: a username, or what is none: a command on the server

    :raises PayrollApart: one of the roles that are given or taken is the payroll's, and the actor is not of it
    """
    if Role.PAYROLL not in roles or is_of_it(actor):
        return
    if User.objects.filter(roles__contains=[Role.PAYROLL]).exists():
        raise PayrollApart("Only the payroll gives or takes its own role; or, on the server, ./run manage invite.")


def require_may_enter(actor: str, user: User) -> None:
    """:raises PayrollApart: the account is one of the payroll's, and the actor is not of it"""
    if user.has_role(Role.PAYROLL) and not is_of_it(actor):
        raise PayrollApart(
            "This account is the payroll's: only the payroll lets somebody into it; or, on the server, "
            "./run manage changepassword and take_off_second_factor."
        )


def is_of_it(actor: str) -> bool:
    """Whether they are of the payroll; whoever has the server is as good."""
    found = User.objects.filter(username=actor).first()
    return found is None or found.has_role(Role.PAYROLL)
