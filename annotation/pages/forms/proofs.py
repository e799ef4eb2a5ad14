from django import forms

from annotation.choices import ProofDecision


class ReadingForm(forms.Form):
    """What somebody says of the clean prompt of a verdict."""

    uuid = forms.UUIDField()
    verdict = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    decision = forms.ChoiceField(choices=ProofDecision.choices)
    reason = forms.CharField(required=False, max_length=300)
