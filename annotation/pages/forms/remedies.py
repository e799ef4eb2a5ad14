from typing import Any

from django import forms

from annotation.pages.forms.gold import REASON


class RemedyForm(forms.Form):
    """What is done with a round of a pair, and why. `allowed` are the acts that its state allows."""

    act = forms.ChoiceField()
    reason = forms.CharField(label="Why", max_length=500, help_text=REASON)

    def __init__(self, *args: Any, allowed: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [(act, act) for act in allowed]  # type: ignore[attr-defined]  # a ChoiceField


class WithdrawalForm(forms.Form):
    """Why a picture is taken out of use."""

    reason = forms.CharField(label="Why it is taken out of use", max_length=500, help_text=REASON)
