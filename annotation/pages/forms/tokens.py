from collections.abc import Collection
from typing import Any

from django import forms

from annotation.choices import Scope


class TokenForm(forms.Form):
    """A token: what it is for, what it opens, how long."""

    name = forms.CharField(
        label="What it is for",
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    days = forms.IntegerField(label="Days until it runs out", min_value=1, max_value=365, initial=90)
    scopes = forms.TypedMultipleChoiceField(label="What it opens", coerce=Scope, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, scopes: Collection[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(scope.value, f"{scope.value}: {scope.label}") for scope in Scope if scope in scopes]
        self.fields["scopes"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
