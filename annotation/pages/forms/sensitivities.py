from django import forms

from dataset.choices import Sensitivity

SAID = [
    (Sensitivity.SAFE, "Everybody may see it"),
    (Sensitivity.SENSITIVE, "Sensitive: it comes covered, and not to who never wants such pictures"),
    (Sensitivity.BLOCKED, "Blocked: nobody sees it, and its pairs leave their batches"),
]


class SensitivityForm(forms.Form):
    """Who may see a picture, with the reason."""

    sensitivity = forms.ChoiceField(label="Who may see it", choices=SAID, widget=forms.RadioSelect)
    reason = forms.CharField(max_length=500, help_text="It stays in the record, with your name.")
