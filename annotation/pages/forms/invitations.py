from django import forms

EXAMPLE = "name,role,languages,zone,groups\nMina Park,annotator,ko en,Asia/Seoul,evening"


class TableForm(forms.Form):
    """Whom a manager invites at once, as CSV."""

    rows = forms.CharField(
        label="People, as CSV",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "placeholder": EXAMPLE}),
        help_text="The first line names the columns; only name is needed. Paste it, or take a file.",
    )
    days = forms.IntegerField(label="Days until the links run out", min_value=1, max_value=60, initial=7)
