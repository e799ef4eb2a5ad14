from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotation.choices import LONGEST_MESSAGE, ThreadDecision


class MessageForm(forms.Form):
    """What is said in a thread, under the UUID of the act of saying it: the same form sent twice says it once."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Write"), max_length=LONGEST_MESSAGE, widget=forms.Textarea(attrs={"rows": 4}))


UNDECIDED = ("", "not decided by this answer")
UPHELD, WITHDRAWN = ThreadDecision.UPHELD.value, ThreadDecision.WITHDRAWN.value


class DecisionForm(MessageForm):
    """An answer to a contested result, with or without the decision."""

    decision = forms.ChoiceField(
        label="The result is",
        required=False,
        choices=[UNDECIDED, (UPHELD, "upheld"), (WITHDRAWN, "withdrawn: it counts no more")],
    )

    field_order = ("uuid", "decision", "text")


class FlagDecisionForm(MessageForm):
    """An answer to a contested flag, with or without the decision."""

    decision = forms.ChoiceField(
        label="What was decided on the flag",
        required=False,
        choices=[UNDECIDED, (UPHELD, "stands"), (WITHDRAWN, "is taken back: the flag holds")],
        help_text="Taken back, the picture is covered or blocked as the flag says; a settled pair goes to the desk.",
    )

    field_order = ("uuid", "decision", "text")


class AskForm(MessageForm):
    """A question about a pair, or about one of its words."""

    word = forms.TypedChoiceField(label=_("About"), required=False, coerce=int, empty_value=None)

    field_order = ("uuid", "word", "text")

    def __init__(self, *args: Any, words: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        about: list[tuple[int | str, Any]] = [("", _("the pair as a whole")), *words]
        self.fields["word"].choices = about  # type: ignore[attr-defined]  # a ChoiceField
