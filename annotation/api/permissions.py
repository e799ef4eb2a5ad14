"""Who may call what."""

from django.conf import settings
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.views import APIView

from annotation.choices import Role
from annotation.models import Annotator, User


class AnnotatorView(APIView):
    """A view for annotators; `annotator` is the one who asks."""

    annotator: Annotator

    @property
    def default_response_headers(self) -> dict[str, str]:
        """With `X-Build`: a tab of another build learns from any answer that it is old."""
        return {**super().default_response_headers, "X-Build": settings.BUILD}


class IsAnnotator(BasePermission):
    """An annotator, suspended or not: what somebody did before a suspension is still taken in."""

    message = "This is for annotators."

    def has_permission(self, request: Request, view: APIView) -> bool:
        if not isinstance(request.user, User) or not isinstance(view, AnnotatorView):
            return False
        found: Annotator | None = getattr(request.user, "annotator", None)
        if found is None or not is_meant(request, found):
            return False
        view.annotator = found
        return True


def is_meant(request: Request, annotator: Annotator) -> bool:
    """
    Whether what is sent is this person's own.

    A page says with `X-Annotator` whose it is: the browser may have another's session by now, and a token that fits.
    """
    return request.headers.get("X-Annotator", str(annotator.rater_key)) == str(annotator.rater_key)


class IsWorkingAnnotator(IsAnnotator):
    """An annotator who is not suspended, and still one by their roles."""

    message = "Your account is paused. What you judged is kept; a manager can tell you more."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return super().has_permission(request, view) and is_working(view)


def is_working(view: APIView) -> bool:
    if not isinstance(view, AnnotatorView) or view.annotator.suspended_at is not None:
        return False
    return view.annotator.user.has_role(Role.ANNOTATOR)


class PersonView(APIView):
    """A view for people of the office; `person` is who asks."""

    person: User

    @property
    def default_response_headers(self) -> dict[str, str]:
        """As in `AnnotatorView`."""
        return {**super().default_response_headers, "X-Build": settings.BUILD}


class IsAdjudicator(BasePermission):
    """Who decides at the desk."""

    message = "This is for adjudicators."

    def has_permission(self, request: Request, view: APIView) -> bool:
        user = request.user
        if not isinstance(user, User) or not isinstance(view, PersonView):
            return False
        view.person = user
        return user.has_role(Role.ADJUDICATOR, Role.MANAGER)
