"""Thresholds on scores, in every form that chooses pairs."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from dataset.queries import scores
from dataset.rules.score_limits import COLLECTED, RANGES, Kind, Limit

SAYS = {
    Kind.NSFW: "NSFW scores go from 0, harmless, to 1.",
    Kind.CLIP: "CLIP scores go from -1 to 1; a picture that fits its prompt often has 0.25 to 0.35.",
}
LABELS = {Kind.NSFW: "NSFW score", Kind.CLIP: "CLIP score"}


def bound(kind: Kind, label: str) -> forms.FloatField:
    low, high = RANGES[kind]
    return forms.FloatField(
        label=label,
        required=False,
        min_value=low,
        max_value=high,
        widget=forms.NumberInput(attrs={"step": "any", "min": f"{low:g}", "max": f"{high:g}"}),
    )


def scorer(kind: Kind) -> forms.ChoiceField:
    return forms.ChoiceField(label=f"{LABELS[kind]} by", required=False)


class ScoreFields(forms.Form):
    """From which score to which, by whom; and what becomes of pairs without one."""

    nsfw_by = scorer(Kind.NSFW)
    nsfw_least = bound(Kind.NSFW, "From")
    nsfw_most = bound(Kind.NSFW, "To")
    clip_by = scorer(Kind.CLIP)
    clip_least = bound(Kind.CLIP, "From")
    clip_most = bound(Kind.CLIP, "To")
    unscored = forms.BooleanField(
        label="Also pairs without such a score; else a threshold leaves them out", required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, keys in scores.choosable().items():
            named = [(key, key) for key in keys]
            self.fields[f"{kind}_by"].choices = [*named, (COLLECTED, "as collected, with the pairs")]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for kind in Kind:
            least, most = found.get(f"{kind}_least"), found.get(f"{kind}_most")
            if least is not None and most is not None and most < least:
                self.add_error(f"{kind}_most", "The highest cannot be under the lowest.")
        return found

    def limits(self) -> tuple[Limit, ...]:
        """The thresholds, and of whom those speak that are open; the form is valid."""
        said = self.cleaned_data
        return tuple(
            Limit(kind, said[f"{kind}_by"], said[f"{kind}_least"], said[f"{kind}_most"], said["unscored"])
            for kind in Kind
        )

    @property
    def score_rows(self) -> list[tuple[Any, Any, Any, str]]:
        """The fields of each kind, with what its scores mean."""
        return [(self[f"{kind}_by"], self[f"{kind}_least"], self[f"{kind}_most"], SAYS[kind]) for kind in Kind]

    def asked(self) -> str:
        """What was said here, to go on with in an address."""
        return urlencode({name: self.data[name] for name in self.fields if self.data.get(name)})

    @property
    def has_thresholds(self) -> bool:
        """Whether any is filled in, so that the page shows them."""
        return any(self[f"{kind}_{end}"].value() not in (None, "") for kind in Kind for end in ("least", "most"))
