from typing import Any

from django import forms

from dataset.actions.machine_runs import Means
from dataset.actions.style_trees import Wish
from dataset.models import ModelProfile, StyleSnapshot, StyleVersion
from dataset.rules.style_snapshots import PATCH

OFFERED = 20
STARTS = [
    ("", "every category is found anew"),
    ("locked", "its locked categories stay as they are"),
    ("all", "all its categories stay: only styles that are in none are sorted"),
]


def named(snapshot: StyleSnapshot) -> str:
    source = f" of {snapshot.source}" if snapshot.source else ""
    return f"{snapshot.n_styles:,} styles{source}, counted {snapshot.created_at:%d %B %Y, %H:%M}"


def grown(version: StyleVersion) -> str:
    return f"version {version.pk}, of tree {version.tree_id}"


class TreeForm(forms.Form):
    """Which styles are sorted, by whom, for how much, starting from what."""

    snapshot = forms.ModelChoiceField(label="Styles", queryset=StyleSnapshot.objects.none(), empty_label=None)
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
    cap = forms.DecimalField(
        label="Dollars at most",
        min_value=0,
        max_value=10_000_000,
        decimal_places=2,
        help_text="For all stages together. Assigning styles comes later, with a cap of its own.",
    )
    based_on = forms.ModelChoiceField(
        label="Starting from", queryset=StyleVersion.objects.none(), required=False, empty_label="nothing"
    )
    keeps = forms.ChoiceField(label="Of what it starts from", choices=STARTS, required=False)
    patch = forms.IntegerField(label="Styles in one question", initial=PATCH, min_value=2, max_value=1_000)
    least = forms.IntegerField(
        label="Styles of a category at least",
        required=False,
        min_value=1,
        max_value=1_000,
        help_text="Empty: 20, fewer where there are fewer than 60,000 styles.",
    )
    thrice_from = forms.IntegerField(
        label="Three votes for styles of so many prompts", initial=100, min_value=1, max_value=10_000_000
    )
    seed = forms.IntegerField(
        initial=1, min_value=0, max_value=2**31, help_text="The same styles, seed and answers give the same tree."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = StyleSnapshot.objects.order_by("-pk").values("pk")[:OFFERED]
        versions = StyleVersion.objects.order_by("-pk").values("pk")[:OFFERED]
        self.fields["snapshot"].queryset = StyleSnapshot.objects.filter(pk__in=newest).order_by("-pk")  # type: ignore[attr-defined]  # ModelChoiceFields, all of them
        self.fields["based_on"].queryset = StyleVersion.objects.filter(pk__in=versions).order_by("-pk")  # type: ignore[attr-defined]
        self.fields["snapshot"].label_from_instance = named  # type: ignore[attr-defined]
        self.fields["based_on"].label_from_instance = grown  # type: ignore[attr-defined]
        for field in ("profile", "stronger"):
            self.fields[field].label_from_instance = lambda one: f"{one.name}: {one.model}"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if bool(said.get("based_on")) != bool(said.get("keeps")):
            self.add_error("keeps", "Say what the tree starts from, and what of it stays; or neither.")
        return said

    def wish(self) -> Wish:
        """How it is to be built; the form is valid."""
        said = self.cleaned_data
        return Wish(
            seed=said["seed"],
            patch=said["patch"],
            least=said["least"],
            thrice_from=said["thrice_from"],
            based_on=said["based_on"],
            extends=said["keeps"] == "all",
        )

    def means(self) -> Means:
        """By which model, for how much; the form is valid."""
        said = self.cleaned_data
        return Means(said["profile"], said["cap"], stronger=said["stronger"])
