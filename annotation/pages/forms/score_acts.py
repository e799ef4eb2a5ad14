from collections.abc import Iterator
from typing import Any

from django import forms

from dataset.queries import scores
from dataset.rules.score_limits import COLLECTED, Kind, Limit
from dataset.rules.table_lines import Row, csv_rows, json_rows

KINDS = [(Kind.NSFW, "NSFW: 0, harmless, to 1"), (Kind.CLIP, "CLIP: the cosine of picture and prompt, -1 to 1")]


class BringForm(forms.Form):
    """Scores from elsewhere, as lines."""

    kind = forms.ChoiceField(choices=KINDS)
    scorer = forms.SlugField(max_length=64, help_text="What made them: letters, digits, - and _.")
    version = forms.CharField(max_length=32, initial="1", help_text="What scores otherwise is another version.")
    model = forms.CharField(label="The model in full", max_length=200, required=False)
    source = forms.CharField(
        max_length=64, required=False, help_text="Whose paths the lines name; not needed where they name ids."
    )
    lines = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "placeholder": "picture,score"}),
        help_text="CSV with a header, as picture,score or img_path,score; or JSON, an object a line. At most 1 MB at "
        "once; larger files by ./run manage import_scores.",
    )

    @property
    def content(self) -> bytes:
        return str(self.cleaned_data["lines"]).encode(errors="surrogatepass")

    def rows(self) -> Iterator[Row]:
        """The rows, as a file of that form would give them."""
        read = json_rows if self.content.lstrip().startswith(b"{") else csv_rows
        return read(iter(self.content.splitlines(keepends=True)))


class WalkForm(forms.Form):
    """Pictures to be scored by a model that runs here."""

    scorer = forms.ChoiceField()
    source = forms.CharField(label="Only of this source", max_length=64, required=False)
    most = forms.IntegerField(
        label="At most",
        min_value=1,
        max_value=10_000_000,
        required=False,
        help_text="Empty: all that are left.",
    )

    def __init__(self, data: Any = None, *, named: list[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="walk_%s")
        self.fields["scorer"].choices = named  # type: ignore[attr-defined]  # a ChoiceField


class ThresholdForm(forms.Form):
    """From which score on."""

    by = forms.ChoiceField(label="NSFW score by", required=False)
    least = forms.FloatField(
        label="From", min_value=0, max_value=1, widget=forms.NumberInput(attrs={"step": "any", "min": "0", "max": "1"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [(key, key) for key in scores.choosable()[Kind.NSFW]]
        self.fields["by"].choices = [*keys, (COLLECTED, "as collected, with the pairs")]  # type: ignore[attr-defined]  # a ChoiceField

    def limit(self) -> Limit:
        return Limit(Kind.NSFW, self.cleaned_data["by"], least=self.cleaned_data["least"])


class CoverForm(ThresholdForm):
    """The same, with why."""

    reason = forms.CharField(max_length=300, help_text="It stays in the record of each picture, with your name.")
