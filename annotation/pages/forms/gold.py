from collections.abc import Sequence
from typing import Any

from django import forms

from annotation.models import Batch
from annotation.pages.forms.scores import ScoreFields

REASON = "It stays in the record, with your name."
MOST_AT_ONCE = 500


class GoldForm(forms.Form):
    """What is true of a picture: the words of its prompt that it does not show."""

    struck = forms.MultipleChoiceField(required=False)
    reason = forms.CharField(label="How it is known", max_length=500, help_text=REASON)

    def __init__(self, *args: Any, words: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["struck"].choices = [(str(word), str(word)) for word in words]  # type: ignore[attr-defined]  # a ChoiceField


class RetireForm(forms.Form):
    reason = forms.CharField(label="Why people are measured by it no more", max_length=500, help_text=REASON)


class TakeForm(ScoreFields):
    """Which settled pairs become gold."""

    batch = forms.ModelChoiceField(
        Batch.objects.order_by("-pk"), to_field_name="name", required=False, empty_label="any batch"
    )
    at_most = forms.IntegerField(label="At most", min_value=1, max_value=MOST_AT_ONCE, initial=60)
    reason = forms.CharField(label="Why they are known", max_length=500)

    @property
    def plain(self) -> list[Any]:
        """The fields but for the thresholds."""
        return [self[name] for name in ("batch", "at_most", "reason")]
