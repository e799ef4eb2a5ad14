"""The golden set: prompts with what people say of them, which templates are held against."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from annotation.actions import machine_templates
from annotation.choices import Role
from annotation.pages.cursors import cut, key
from annotation.pages.forms.machine_templates import GoldenForm
from annotation.pages.permissions import READERS, manages, person, roles_required
from dataset.actions import golden_runs
from dataset.errors import DatasetError
from dataset.models import Prompt
from dataset.queries import golden

PAGE = 50


@roles_required(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def everything(request: HttpRequest) -> HttpResponse:
    """The set, the last said first; a manager adds a prompt, or says one anew."""
    if request.method != "POST":
        return shown(request, form_for(request))
    if not manages(request):
        raise PermissionDenied
    form = GoldenForm(request.POST)
    if not form.is_valid():
        return shown(request, form)
    said = form.cleaned_data
    try:
        machine_templates.say(
            text=said["prompt"],
            words=form.words(),
            caption=said["caption"],
            note=said["note"],
            actor=person(request).username,
            now=timezone.now(),
        )
    except DatasetError as error:
        form.add_error(None, str(error))
        return shown(request, form)
    messages.success(request, "It is in the golden set.")
    return redirect("golden")


@roles_required(Role.MANAGER)
@require_POST
def take_out(request: HttpRequest, prompt: int) -> HttpResponse:
    """Take a prompt out; what was said of it stays in the tables."""
    found = get_object_or_404(Prompt, pk=prompt)
    try:
        machine_templates.take_out(prompt=found, actor=person(request).username, now=timezone.now())
    except DatasetError as error:
        messages.error(request, str(error))
    return redirect("golden")


def form_for(request: HttpRequest) -> GoldenForm:
    """An empty one, or that of the prompt which is to be said anew."""
    wanted = key(request, "prompt")
    said = None if wanted is None else golden.standing().filter(prompt=wanted).first()
    return GoldenForm() if said is None else GoldenForm.of(said)


def shown(request: HttpRequest, form: GoldenForm) -> HttpResponse:
    rows = golden.standing().order_by("-pk")
    start = key(request, "before")
    found = cut(rows if start is None else rows.filter(pk__lt=start), PAGE)
    context = {"rows": found.rows, "next": found.next, "n": rows.count(), "bar": golden_runs.bar()}
    return render(request, "annotation/machine_golden.html", context | {"form": form, "manages": manages(request)})
