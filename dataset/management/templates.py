"""Templates for commands: found by name and version."""

from django.core.management.base import CommandError
from django.utils import timezone

from dataset.actions import templates
from dataset.models import Template

ACTOR = "manage"


def template_by(said: str) -> Template:
    """
    The version that `annotate@2` says, or the newest of `annotate`; those that come with the software are made first.

    :raises CommandError: there is none
    """
    templates.make_first(actor=ACTOR, now=timezone.now())
    name, _, version = said.partition("@")
    found = Template.objects.filter(name=name).order_by("-version")
    if version:
        found = found.filter(version=int(version)) if version.isdecimal() else found.none()
    if (template := found.first()) is None:
        raise CommandError(f"There is no template {said}.")
    return template
