"""Who may open a page. A view without a declaration here fails the guard over all routes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from annotation.choices import Role
from annotation.models import Annotator, User

View = Callable[..., HttpResponseBase]

READERS = (Role.MANAGER, Role.AUDITOR)


def roles_required(*roles: Role) -> Callable[[View], View]:
    """Lets in who has one of these roles; others get 403. Anonymous visitors were sent to sign in before."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not person(request).has_role(*roles):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]  # what the guard over the routes reads
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Declares that whoever is signed in may open it, with or without a role."""
    view.roles = frozenset(Role)  # type: ignore[attr-defined]  # as above
    return view


def person(request: HttpRequest) -> User:
    """Who is signed in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def annotator(request: HttpRequest) -> Annotator:
    """The annotator who is signed in."""
    found = Annotator.objects.working().filter(user=person(request)).select_related("user").first()
    if found is None:
        raise PermissionDenied
    return found


def manages(request: HttpRequest) -> bool:
    """Whether to offer acts beside the facts."""
    return person(request).has_role(Role.MANAGER)
