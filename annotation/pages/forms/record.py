from typing import Any

from django import forms

from annotation.queries.record import Asked

BEGINNING = "From its beginning: pair 12, batch pilot, user mina."
DAY = forms.DateInput(attrs={"type": "date"})


class RecordForm(forms.Form):
    """What is looked for in the record."""

    actor = forms.CharField(label="Who", required=False, max_length=150)
    act = forms.ChoiceField(label="What", required=False)
    subject = forms.CharField(label="Of what", required=False, max_length=150, help_text=BEGINNING)
    words = forms.CharField(
        label="Words of it", required=False, max_length=150, help_text="Of the reason, or of what was before and after."
    )
    since = forms.DateField(label="From", required=False, widget=DAY)
    until = forms.DateField(label="To", required=False, widget=DAY)

    def __init__(self, *args: Any, acts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [("", "anything"), *((act, act.replace("_", " ")) for act in acts)]
        self.fields["act"].choices = named  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def asked(self) -> Asked:
        """What it asks for; a field that cannot be read asks for everything."""
        said = self.cleaned_data
        texts = {name: said.get(name, "") for name in ("actor", "act", "subject", "words")}
        return Asked(**texts, since_date=said.get("since"), until_date=said.get("until"))
