"""Who signs in with a second factor."""

from allauth.mfa.models import Authenticator

from annotation.models import User


def has_one(user: User) -> bool:
    """Whether an authenticator app is set up; recovery codes alone are none. One query."""
    return bool(Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists())
