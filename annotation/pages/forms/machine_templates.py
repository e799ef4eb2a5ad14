import json
import re
from typing import Any

from django import forms
from django.forms.fields import InvalidJSONInput

from annotation.pages.forms.machine_starts import TRANSPORTS
from dataset.actions.machine_runs import Means
from dataset.choices import Transport
from dataset.models import GoldenPrompt, ModelProfile, Template
from dataset.queries import profiles
from dataset.rules.answers import GROUPS

SPLIT = re.compile(r"[,\n]")
TWO_LINES = forms.Textarea(attrs={"rows": 2})


class Indented(forms.JSONField):
    """JSON as people read it."""

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, InvalidJSONInput) else json.dumps(value, ensure_ascii=False, indent=2)


class WordingForm(forms.Form):
    """What the next version says."""

    text = forms.CharField(
        label="What the model is told",
        max_length=20_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text="Before each prompt, so that servers know it from the last question.",
    )
    schema = Indented(
        label="JSON schema of the answer",
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text="All keys required, none besides.",
    )
    parameters = Indented(
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text="They go into each question as they are; max_completion_tokens limits the answer.",
    )

    @classmethod
    def of(cls, template: Template) -> "WordingForm":
        return cls(initial={name: getattr(template, name) for name in ("text", "schema", "parameters")})

    def clean_text(self) -> str:
        """As it is kept: browsers send lines that end in two characters."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def clean(self) -> dict[str, Any]:
        said = dict(super().clean() or {})
        for name in ("schema", "parameters"):
            if name in said and not isinstance(said[name], dict):
                self.add_error(name, "This is an object: {…}.")
        return said


class TrialForm(forms.Form):
    """By which model the golden set is asked, and for how much."""

    profile = forms.ModelChoiceField(
        label="Model", queryset=ModelProfile.objects.order_by("name"), to_field_name="name", empty_label=None
    )
    stronger = forms.ModelChoiceField(
        label="Stronger model, asked where the first gives no valid answer",
        queryset=ModelProfile.objects.order_by("name"),
        to_field_name="name",
        required=False,
        empty_label="none",
    )
    transport = forms.ChoiceField(label="How it is asked", choices=TRANSPORTS, required=False)
    cap = forms.DecimalField(label="Dollars at most", min_value=0, max_value=100_000, decimal_places=2, initial=1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("profile", "stronger"):
            self.fields[field].label_from_instance = lambda one: f"{one.name}: {one.model}"  # type: ignore[attr-defined]

    def means(self) -> Means:
        """By which model, how, for how much; the form is valid."""
        said = self.cleaned_data
        transport = Transport(said["transport"] or profiles.first_transport(said["profile"]))
        return Means(said["profile"], said["cap"], transport, said["stronger"])


class ActForm(forms.Form):
    act = forms.ChoiceField(choices=[(act, act) for act in ("activate", "retire")])


class GoldenForm(forms.Form):
    """A prompt with its words as people sort them."""

    prompt = forms.CharField(
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="As it was typed. One that is in the set is said anew.",
    )
    style = forms.CharField(label="Words of style", required=False, widget=TWO_LINES)
    content = forms.CharField(label="Words of content", required=False, widget=TWO_LINES)
    atmosphere = forms.CharField(label="Words of atmosphere", required=False, widget=TWO_LINES)
    other = forms.CharField(
        label="Other words",
        required=False,
        widget=TWO_LINES,
        help_text="Pieces of the prompt between commas or line by line. Each word stands in one list; the, of, with "
        "and the like need none.",
    )
    caption = forms.CharField(
        required=False,
        max_length=1_000,
        help_text="One sentence on the content, to compare with. May be empty.",
    )
    note = forms.CharField(
        label="Why it is in the set", required=False, max_length=300, help_text="As: an instruction within the prompt."
    )

    @classmethod
    def of(cls, said: GoldenPrompt) -> "GoldenForm":
        lists = {kind: ", ".join(words) for kind, words in said.lists.items()}
        return cls(initial={"prompt": said.prompt.text, "caption": said.caption, "note": said.note, **lists})

    def words(self) -> dict[str, list[str]]:
        """The four lists; the form is valid."""
        found = {kind: SPLIT.split(self.cleaned_data[kind]) for kind in GROUPS}
        return {kind: [piece.strip() for piece in pieces if piece.strip()] for kind, pieces in found.items()}


class CompareForm(forms.Form):
    """Which two are held against each other: a template with a model, as `3:7`."""

    first = forms.ChoiceField(required=False)
    second = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, tried: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].choices = tried  # type: ignore[attr-defined]
