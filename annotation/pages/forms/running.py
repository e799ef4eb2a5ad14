from typing import Any

from django import forms

AT_MOST_NAMED = 500


class TermsForm(forms.Form):
    """How urgent a batch is, by when, and how much gold it gives; empty leaves that as it is."""

    priority = forms.IntegerField(min_value=-100, max_value=100)
    deadline = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    gold_share = forms.IntegerField(label="Gold, of a hundred pairs", required=False, min_value=0, max_value=20)


class OverlapForm(forms.Form):
    """How many opinions a batch asks from now on."""

    wanted = forms.IntegerField(label="Opinions wanted", min_value=1, max_value=5)
    at_most = forms.IntegerField(label="Opinions at most", min_value=1, max_value=5)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "wanted" in found and "at_most" in found and found["at_most"] < found["wanted"]:
            self.add_error("at_most", "At most cannot be under what is wanted.")
        return found


class OverlapOrderForm(OverlapForm):
    """The same, with why."""

    reason = forms.CharField(max_length=300, help_text="Stays in the record.")


class LeasesForm(forms.Form):
    """Whose pairs, and to whom: nobody is back to the queue."""

    annotator = forms.CharField(max_length=150)
    to = forms.CharField(max_length=150, required=False)


class WithdrawalsForm(forms.Form):
    """Pictures to take out of use, one a line; `seen` when they were looked at."""

    pictures = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=f"One a line, at most {AT_MOST_NAMED}: the number in a pair's address, or its name at the source.",
    )
    reason = forms.CharField(max_length=300, help_text="Kept with each of them; they leave every export from now on.")
    seen = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean_pictures(self) -> list[str]:
        said = [line.strip().replace("\0", "") for line in self.cleaned_data["pictures"].splitlines()]
        named = [*dict.fromkeys(line for line in said if line)]
        if len(named) > AT_MOST_NAMED:
            raise forms.ValidationError(f"{len(named)} are named; at most {AT_MOST_NAMED} at once.")
        return named
