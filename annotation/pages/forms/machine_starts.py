from collections.abc import Sequence
from typing import Any

from django import forms

from annotation.pages.forms.scores import ScoreFields
from annotation.rules import languages
from dataset.actions.machine_runs import Means, Wanted
from dataset.choices import Among, MachineTask, Split, Transport
from dataset.models import ModelProfile, Template
from dataset.queries import profiles

TRANSPORTS = [("", "as the model is reached, one by one where it can be"), *Transport.choices]
SPLITS = [("", "all of them"), *Split.choices]
OF_PROMPTS = [task for task in MachineTask if not task.is_of_styles]


def named(template: Template) -> str:
    return f"{template.name} {template.version}, {template.get_state_display()}: {template.get_task_display()}"


class StartForm(ScoreFields):
    """What a run asks, about which prompts, of whom, for how much."""

    template = forms.ModelChoiceField(
        queryset=Template.objects.none(),
        required=False,
        empty_label="the one in force: words by kind, a caption, questions",
    )
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
    source = forms.ChoiceField(required=False)
    split = forms.ChoiceField(choices=SPLITS, required=False)
    languages = forms.MultipleChoiceField(
        label="Languages of the prompts",
        required=False,
        choices=languages.CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: all.",
    )
    sample = forms.IntegerField(
        label="A random sample of", required=False, min_value=1, max_value=10_000_000, help_text="Empty: all that fit."
    )
    seed = forms.IntegerField(
        initial=0, min_value=0, max_value=2**31, required=False, help_text="The same seed draws the same sample."
    )
    cap = forms.DecimalField(
        label="Dollars at most",
        min_value=0,
        max_value=10_000_000,
        decimal_places=2,
        help_text="It pauses before a question that would pass this.",
    )
    priority = forms.IntegerField(
        initial=0, min_value=-100, max_value=100, required=False, help_text="Runs with more go first."
    )
    poison_of = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    code = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sources: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Template.objects.filter(activated_at__isnull=False, task__in=OF_PROMPTS)
        self.fields["template"].queryset = offered.order_by("state", "name", "-version")  # type: ignore[attr-defined]
        self.fields["source"].choices = [("", "all sources"), *((name, name) for name in sources)]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["template"].label_from_instance = named  # type: ignore[attr-defined]
        for field in ("profile", "stronger"):
            self.fields[field].label_from_instance = lambda one: f"{one.name}: {one.model}"  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        """Which prompts; the form is valid."""
        said = self.cleaned_data
        drawn = {"sample": said["sample"], "seed": (said["seed"] or 0) if said["sample"] else 0}
        if said["poison_of"] is not None:
            return Wanted(among=Among.POISON, of_run=said["poison_of"], code=said["code"], **drawn)
        return Wanted(
            source=said["source"],
            languages=tuple(said["languages"]),
            split=said["split"],
            scores=tuple(limit for limit in self.limits() if limit.narrows),
            **drawn,
        )

    def means(self) -> Means:
        """By which model, how, for how much; the form is valid."""
        said = self.cleaned_data
        transport = Transport(said["transport"] or profiles.first_transport(said["profile"]))
        return Means(said["profile"], said["cap"], transport, said["stronger"], said["priority"] or 0)
