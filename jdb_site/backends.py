"""How people are known: Django's ways to sign in, with a cheaper look at who it is, which every request takes."""

from typing import TYPE_CHECKING

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend

from annotation.models import User
from annotation.queries import askers

if TYPE_CHECKING:
    Base = ModelBackend
else:
    Base = object


class Known(Base):
    def get_user(self, user_id: int) -> User | None:
        user = askers.asker(user_id=int(user_id))
        return user if user is not None and self.user_can_authenticate(user) else None


class Accounts(Known, ModelBackend):
    """Accounts as Django knows them."""


class Allauth(Known, AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """By mail address or name, as allauth does."""
