"""Groups of annotators: made, and filled by hand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from annotation.actions import groups as acts
from annotation.choices import Role
from annotation.errors import AnnotationError
from annotation.models import Annotator, Group
from annotation.pages.forms.groups import GroupForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from annotation.queries import groups, people


@roles_required(*READERS)
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All groups with their members; a manager changes them here."""
    return show(request, GroupForm())


@roles_required(Role.MANAGER)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    form = GroupForm(request.POST)
    if not form.is_valid():
        return show(request, form)
    try:
        acts.make(name=form.cleaned_data["name"], actor=person(request).username, now=timezone.now())
    except AnnotationError as error:
        messages.error(request, str(error))
    return redirect("groups")


@roles_required(Role.MANAGER)
@require_POST
def change(request: HttpRequest, name: str) -> HttpResponse:
    """Let the group hold who is chosen, and nobody else."""
    group = get_object_or_404(Group, name=name)
    chosen = Annotator.objects.filter(user__username__in=request.POST.getlist("members"))
    acts.change_members(group=group, annotators=[*chosen], actor=person(request).username, now=timezone.now())
    messages.success(request, f"The group {name} has {len(chosen)} members now.")
    return redirect("groups")


def show(request: HttpRequest, form: GroupForm) -> HttpResponse:
    found = groups.everything()
    context = {
        "groups": [(one, {annotator.pk for annotator in one.annotators}) for one in found],
        "annotators": people.annotators(),
        "form": form,
        "manages": manages(request),
    }
    return render(request, "annotation/groups.html", context)
