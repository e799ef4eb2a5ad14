from datetime import datetime
from typing import Any

from django import forms

from annotation.models import Annotator, Batch
from annotation.pages.forms.gold import REASON
from annotation.pages.forms.record import DAY
from annotation.queries.set_asides import Meant


class RemedyForm(forms.Form):
    """What is done with a round of a pair, and why. `allowed` are the acts that its state allows."""

    act = forms.ChoiceField()
    reason = forms.CharField(label="Why", max_length=500, help_text=REASON)

    def __init__(self, *args: Any, allowed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [(act, act) for act in allowed]  # type: ignore[attr-defined]  # a ChoiceField


class SetAsideForm(forms.Form):
    """Whose judgments of which days are set aside; the days are those of the project's clock."""

    batch = forms.ModelChoiceField(
        Batch.objects.none(), label="Batch", required=False, empty_label="every batch", to_field_name="name"
    )
    since = forms.DateField(label="From", required=False, widget=DAY)
    until = forms.DateField(label="To", required=False, widget=DAY)

    def __init__(self, *args: Any, annotator: Annotator, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.annotator = annotator
        batches = Batch.objects.filter(members__annotator=annotator).order_by("-pk")
        self.fields["batch"].queryset = batches  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day lies before the first.")
        return said

    def meant(self, now: datetime) -> Meant:
        """From the first moment of the first day until after the last one, or now."""
        said = self.cleaned_data
        return Meant.of_days(self.annotator, said["batch"], said["since"], said["until"], now)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label="Why", max_length=500, help_text=REASON)


class WithdrawalForm(forms.Form):
    """Why a picture is taken out of use."""

    reason = forms.CharField(label="Why it is taken out of use", max_length=500, help_text=REASON)
