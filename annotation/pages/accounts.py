"""How allauth is narrowed: accounts come from invitations alone, guesses are counted by account."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from annotation.models import User


class InviteOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Closes self-registration, and counts guesses at one account together, by whichever name they call it."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: str) -> None:
        super().pre_authenticate(request, **one_name(credentials))


def one_name(credentials: dict[str, str]) -> dict[str, str]:
    """The credentials with the username in place of the address, when there is such an account."""
    address = credentials.get("email")
    owner = User.objects.filter(email__iexact=address).order_by("pk").first() if address else None
    if owner is None:
        return credentials
    return {name: value for name, value in credentials.items() if name != "email"} | {"username": owner.username}
