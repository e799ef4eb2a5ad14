"""Versions of style trees for commands."""

from django.core.management.base import CommandError

from dataset.models import StyleVersion


def version_by(number: int) -> StyleVersion:
    """
    A version with its tree.

    :raises CommandError: there is none
    """
    found = StyleVersion.objects.select_related("tree__snapshot", "tree__profile").filter(pk=number).first()
    if found is None:
        raise CommandError(f"There is no version {number}.")
    return found
