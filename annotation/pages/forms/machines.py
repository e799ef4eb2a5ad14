from typing import Any

from django import forms

from dataset.choices import BudgetScope, JobState
from dataset.models import MachineRun, ModelProfile
from dataset.models.machine_runs import OPEN

ACTS = ("pause", "resume", "cancel", "retry")


class CapForm(forms.Form):
    """The most that may be spent, by all runs."""

    scope = forms.ChoiceField(
        label="Of", choices=[(BudgetScope.DAY.value, "today, in UTC"), (BudgetScope.ALL.value, "everything, ever")]
    )
    cap = forms.DecimalField(
        label="Dollars at most",
        min_value=0,
        max_value=10_000_000,
        decimal_places=2,
        help_text="One below what is spent and held back becomes that. Runs that can afford nothing pause.",
    )


class HaltForm(forms.Form):
    """What is stopped, and why."""

    profile = forms.ModelChoiceField(
        label="Model", queryset=ModelProfile.objects.order_by("name"), required=False, to_field_name="name"
    )
    run = forms.ModelChoiceField(
        label="Or of one run",
        queryset=MachineRun.objects.filter(state__in=OPEN).order_by("-pk"),
        required=False,
        widget=forms.NumberInput,
        help_text="Its number. Unlike a pause this cancels its batches too.",
    )
    reason = forms.CharField(label="Why", max_length=300, help_text="Everybody who opens these pages reads it.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["profile"].empty_label = "all of them"  # type: ignore[attr-defined]
        self.fields["profile"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One switch stops one thing."""
        if self.cleaned_data.get("profile") and self.cleaned_data.get("run"):
            self.add_error("run", "Name a model or a run, not both.")
        return self.cleaned_data


class SteerForm(forms.Form):
    act = forms.ChoiceField(choices=[(act, act) for act in ACTS])
    code = forms.CharField(max_length=16, required=False)
    job = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class RunCapForm(forms.Form):
    """The most that a run may spend."""

    cap = forms.DecimalField(
        label="Dollars at most",
        min_value=0,
        max_value=10_000_000,
        decimal_places=2,
        help_text="One below what is spent and held back becomes that.",
    )


class JobsForm(forms.Form):
    """Which jobs of a run are shown."""

    state = forms.ChoiceField(choices=[("", "all of them"), *JobState.choices], required=False)
    code = forms.CharField(max_length=16, required=False)
