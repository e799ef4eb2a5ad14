from collections.abc import Sequence
from typing import Any

from django import forms

from dataset.choices import Outcome


class DecisionForm(forms.Form):
    """What the desk decides: of the contested words those that are struck, or the outcome of the whole pair."""

    outcome = forms.ChoiceField(choices=Outcome.choices)
    struck = forms.MultipleChoiceField(required=False)
    note = forms.CharField(required=False, max_length=500)

    def __init__(self, *args: Any, contested: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["struck"].choices = [(str(word), str(word)) for word in contested]  # type: ignore[attr-defined]  # a ChoiceField
