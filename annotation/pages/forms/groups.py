from django import forms


class GroupForm(forms.Form):
    """A new group by its name."""

    name = forms.SlugField(max_length=64, help_text="Letters, digits, - and _")
