"""What an annotator chose for themselves, as the workbench reads it."""

from typing import Any

from annotation.models import AccountChoices, Annotator, User
from annotation.rules.account_choices import AccountChoices as Choices
from annotation.rules.account_choices import read


def of(annotator: Annotator) -> dict[str, Any]:
    """All choices, those never made with what holds then."""
    kept = AccountChoices.objects.filter(annotator=annotator).first()
    return {"exposure": annotator.exposure, **read(kept.chosen if kept else {}).as_dict()}


def of_user(user: User) -> Choices:
    """What somebody chose for pages; for who is no annotator, what holds while nothing was chosen."""
    kept = AccountChoices.objects.filter(annotator__user=user).first()
    return read(kept.chosen if kept else {})
