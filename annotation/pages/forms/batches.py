from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import validate_slug

from annotation.actions.batches import Terms
from annotation.choices import SieveAct
from annotation.models import Annotator, GuidelineVersion
from annotation.pages.forms.scores import ScoreFields
from annotation.queries.groups import Filled
from annotation.rules import languages
from annotation.rules.selections import Selection
from dataset.rules.traits import Trait

TRAITS = [
    (Trait.NEEDS_REFERENCE_IMAGE, "Speaks of a picture that we do not have"),
    (Trait.UNFILLED_TEMPLATE, "A template that nobody filled in"),
    (Trait.INSTRUCTION, "An instruction to a chat, not a description"),
    (Trait.STRUCTURED, "Structured text, as JSON or a list of fields"),
    (Trait.IMAGE_PROMPT, "Begins with the address of a picture"),
    (Trait.TOO_LONG, "Too long to be judged well"),
]
WANTED, AT_MOST = 2, 3
SENSITIVE = [("", "with the others"), ("none", "left out"), ("only", "these alone")]
UNREAD = [
    ("", "Leave them in: they wait until somebody joins who can be asked"),
    (SieveAct.PARK, "Park them: in the batch, asked of nobody until they are taken up again"),
    (SieveAct.EXCLUDE, "Leave them out of this batch"),
]


class SelectionForm(ScoreFields):
    """Which pairs a batch takes."""

    source = forms.ChoiceField(required=False)
    languages = forms.MultipleChoiceField(
        label="Languages of the prompts",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: all.",
    )
    traits = forms.MultipleChoiceField(
        label="Take in as well, though normally left out",
        required=False,
        choices=TRAITS,
        widget=forms.CheckboxSelectMultiple,
    )
    unjudged = forms.BooleanField(label="Only pairs that no batch has judged", required=False, initial=True)
    least = forms.IntegerField(label="Prompts from, characters", required=False, min_value=0, max_value=100_000)
    most = forms.IntegerField(label="To, characters", required=False, min_value=1, max_value=100_000)
    sensitive = forms.ChoiceField(label="Sensitive pictures", required=False, choices=SENSITIVE)
    sample = forms.IntegerField(
        label="A random sample of", required=False, min_value=1, max_value=10_000_000, help_text="Empty: all that fit."
    )
    seed = forms.IntegerField(
        initial=0, min_value=0, max_value=2**31, required=False, help_text="The same seed draws the same sample."
    )

    def __init__(self, *args: Any, sources: Sequence[str], read: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].choices = [("", "all sources"), *((name, name) for name in sources)]  # type: ignore[attr-defined]  # a ChoiceField
        named = [(code, languages.NAMES.get(code, code)) for code in read]
        self.fields["languages"].choices = named  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        least, most = found.get("least"), found.get("most")
        if least is not None and most is not None and most < least:
            self.add_error("most", "The longest cannot be under the shortest.")
        return found

    def selection(self) -> Selection:
        """What was chosen; the form is valid."""
        said = self.cleaned_data
        return Selection(
            source=said["source"],
            languages=tuple(said["languages"]),
            traits=tuple(said["traits"]),
            unjudged=said["unjudged"],
            least=said["least"],
            most=said["most"],
            sensitive={"none": False, "only": True}.get(said["sensitive"]),
            scores=self.limits(),
            sample=said["sample"],
            seed=said["seed"] or 0,
        )


class PreviewForm(SelectionForm):
    """What a preview needs: which pairs, how many opinions on each, whose. Nobody need be chosen yet."""

    wanted = forms.IntegerField(label="Opinions wanted", required=False, min_value=1, max_value=5, initial=WANTED)
    at_most = forms.IntegerField(label="Opinions at most", required=False, min_value=1, max_value=5, initial=AT_MOST)
    groups = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="All who are in them now, and who is chosen below.",
    )
    annotators = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, annotators: Sequence[Annotator], groups: Sequence[Filled], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.in_group = {filled.group.name: [annotator.pk for annotator in filled.annotators] for filled in groups}
        sized = [(name, f"{name} ({len(inside)})") for name, inside in self.in_group.items()]
        self.fields["groups"].choices = sized  # type: ignore[attr-defined]  # a ChoiceField
        self.choosable = {str(annotator.pk): annotator for annotator in annotators}
        named = [(key, described(annotator)) for key, annotator in self.choosable.items()]
        self.fields["annotators"].choices = named  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self) -> list[Annotator]:
        """Who was chosen, by hand or with a group, of those who may work; the form is valid."""
        keys = {*self.cleaned_data["annotators"]}
        keys |= {str(key) for name in self.cleaned_data["groups"] for key in self.in_group[name]}
        return [annotator for key, annotator in self.choosable.items() if key in keys]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        found = {**found, "wanted": found.get("wanted") or WANTED, "at_most": found.get("at_most") or AT_MOST}
        if found["at_most"] < found["wanted"]:
            self.add_error("at_most", "At most cannot be under what is wanted.")
        return found


class BatchForm(PreviewForm):
    """A batch to be opened: its pairs, how many opinions, whose."""

    name = forms.CharField(
        max_length=64,
        validators=[validate_slug],
        help_text="Letters, digits, - and _. Annotators see it.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    split_to_desk = forms.BooleanField(
        label="Words on which three opinions differ go to the desk, instead of two of three deciding", required=False
    )
    requires_qualification = forms.BooleanField(
        label="Who has not qualified on gold waits until they have",
        required=False,
        help_text="Without enough gold nobody is kept waiting.",
    )
    guideline = forms.ModelChoiceField(GuidelineVersion.objects.none(), required=False, empty_label="the newest")
    priority = forms.IntegerField(
        min_value=-100,
        max_value=100,
        initial=0,
        required=False,
        help_text="Whoever works in several batches is given pairs of the highest first.",
    )
    deadline = forms.DateField(
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Shown beside the forecast of the end; nothing stops then.",
    )
    as_a_whole = forms.BooleanField(
        label="Pairs are accepted or rejected by one key; no word of them is struck", required=False
    )
    gold_share = forms.IntegerField(
        label="Gold, of a hundred pairs",
        min_value=0,
        max_value=20,
        initial=0,
        required=False,
        help_text="Given among the others to everybody, told to nobody, judged by its key alone. 5 is usual.",
    )
    unread = forms.ChoiceField(
        label="Pairs that too few of these people can be asked about",
        required=False,
        choices=UNREAD,
        widget=forms.RadioSelect,
        help_text="For their language, or since somebody never wants to see sensitive pictures.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("wanted", "at_most"):
            self.fields[name].required = True
        published = GuidelineVersion.objects.filter(published_at__isnull=False).order_by("-number")
        self.fields["guideline"].queryset = published  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["guideline"].label_from_instance = version  # type: ignore[attr-defined]  # a ModelChoiceField

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors.keys() & {"annotators", "groups"} and not (found["annotators"] or found["groups"]):
            self.add_error("annotators", "Choose who works on it.")
        if found["as_a_whole"] and found.get("gold_share"):
            self.add_error(
                "gold_share", "Gold is judged by its words: pairs accepted or rejected as a whole have none."
            )
        return found

    def terms(self) -> Terms:
        """How urgent, by when, by which rulings; the form is valid."""
        said = self.cleaned_data
        return Terms(
            said["guideline"], said["priority"] or 0, said["deadline"], said["gold_share"] or 0, said["as_a_whole"]
        )


class SieveForm(forms.Form):
    """What becomes of the pairs of one kind that nobody met."""

    act = forms.TypedChoiceField(choices=SieveAct, coerce=SieveAct)
    language = forms.CharField(required=False, max_length=8)
    sensitive = forms.BooleanField(required=False)
    reason = forms.CharField(max_length=300)


def version(guideline: GuidelineVersion) -> str:
    return f"Version {guideline.number}"


def described(annotator: Annotator) -> str:
    """Name and languages on one line."""
    user = annotator.user
    return f"{user.first_name or user.username} ({', '.join(annotator.languages) or 'no language'})"
