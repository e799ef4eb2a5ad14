import uuid
from typing import Any

from django import forms

from annotation.choices import WayOut
from annotation.pages.forms.scores import ScoreFields
from dataset.rules.cleaning import Level
from dataset.rules.exports import LEVELS, Answers, ExportOptions

SAYS = {
    Level.TIDY: "tidy: without what strikes leave behind, doubled commas and dangling words",
    Level.STRICT: "strict: the struck words taken out, and nothing else",
}


class ExportForm(ScoreFields):
    """What the test set shall hold, and what becomes of pairs that are unresolved."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    way = forms.ChoiceField(
        label="Pairs that are unresolved", choices=WayOut.choices, initial=WayOut.WAIT, widget=forms.RadioSelect
    )
    sources = forms.MultipleChoiceField(label="Batches", required=False)
    level = forms.ChoiceField(label="Clean prompts", choices=[(str(level), SAYS[level]) for level in LEVELS])
    answers = forms.ChoiceField(label="Right options are named by", choices=[(str(one), str(one)) for one in Answers])
    other_key = forms.ChoiceField(label="Last key of Task1", choices=[("Other", "Other"), ("Others", "Others")])
    rows_only = forms.BooleanField(label="Rows only: leave the pictures out", required=False)

    def __init__(self, *args: Any, batches: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sources"].choices = [(name, name) for name in batches]  # type: ignore[attr-defined]
        self.initial.setdefault("key", uuid.uuid4())

    def options(self) -> ExportOptions:
        said = self.cleaned_data
        return ExportOptions(
            level=Level(said["level"]),
            sources=tuple(sorted(said["sources"])),
            answers=Answers(said["answers"]),
            other_key=said["other_key"],
            rows_only=said["rows_only"],
            scores=self.limits(),
        )
