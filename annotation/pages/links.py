"""What one-time links open. No sign-in is needed; the token is the permission."""

from typing import Any

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from annotation.actions import links
from annotation.actions.links import DeadLink, UsernameTaken
from annotation.actions.people import NewPerson
from annotation.choices import LinkKind
from annotation.models import AccessLink, User
from annotation.pages.forms.people import JoinForm, PasswordForm

BACKEND = "jdb_site.backends.Accounts"


@login_not_required
@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """The invited person makes their account."""
    try:
        link = links.find(kind=LinkKind.INVITE, token=token, now=timezone.now())
        form = JoinForm(request.POST or None, role=link.role, initial=told(link))
        if form.is_valid() and (user := joined(form, token)) is not None:
            login(request, user, backend=BACKEND)
            return redirect("home")
    except DeadLink as error:
        return dead(request, error)
    return render(request, "annotation/join.html", {"form": form, "link": link})


def told(link: AccessLink) -> dict[str, Any]:
    """What the invitation says of them, to be confirmed."""
    return {"name": link.name, **({"languages": link.languages} if link.languages else {})}


def joined(form: JoinForm, token: str) -> User | None:
    """The account, or None with the reason on the form."""
    said = form.cleaned_data
    person = NewPerson(said["username"], said["name"], said["password"], said.get("languages", ()))
    try:
        return links.join(token=token, person=person, now=timezone.now())
    except UsernameTaken:
        form.add_error("username", _("Somebody has that username. Choose another."))
        return None


@login_not_required
@sensitive_post_parameters("password", "again")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody who forgot their password sets a new one."""
    try:
        link = links.find(kind=LinkKind.RESET, token=token, now=timezone.now())
        form = PasswordForm(request.POST or None, user=link.user)
        if form.is_valid():
            links.set_password(token=token, password=form.cleaned_data["password"], now=timezone.now())
            return redirect("account_login")
    except DeadLink as error:
        return dead(request, error)
    return render(request, "annotation/reset.html", {"form": form, "link": link})


def dead(request: HttpRequest, error: DeadLink) -> HttpResponse:
    """Say what is wrong with a link, and whom to ask."""
    return render(request, "annotation/dead_link.html", {"error": error}, status=error.status)
