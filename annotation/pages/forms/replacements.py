from collections.abc import Sequence
from typing import Any

from django import forms

from annotation.actions.replacements import Exchange
from annotation.models import Annotator

N_EXCHANGES = 5


class ExchangesForm(forms.Form):
    """Who leaves and who takes their place, up to five at once."""

    reason = forms.CharField(max_length=500, help_text="Those who leave read it, and it stays in the record.")

    def __init__(self, *args: Any, everybody: Sequence[Annotator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = {str(one.pk): one for one in everybody}
        self.exchanges: list[Exchange] = []
        here = [("", "nobody"), *((key, name_of(one)) for key, one in self.everybody.items())]
        working = [("", "nobody")]
        working += [(key, name_of(one)) for key, one in self.everybody.items() if one.suspended_at is None]
        for n in range(N_EXCHANGES):
            self.fields[f"leaver_{n}"] = forms.ChoiceField(label=f"Leaves ({n + 1})", choices=here, required=False)
            self.fields[f"joiner_{n}"] = forms.ChoiceField(
                label=f"takes their place ({n + 1})", choices=working, required=False
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for n in range(N_EXCHANGES):
            leaver, joiner = said.get(f"leaver_{n}", ""), said.get(f"joiner_{n}", "")
            if bool(leaver) != bool(joiner):
                self.add_error(f"joiner_{n}", "Name both, or neither.")
            elif leaver:
                self.exchanges.append(Exchange(self.everybody[leaver], self.everybody[joiner]))
        if not self.exchanges and not self.errors:
            self.add_error("leaver_0", "Name at least one who leaves.")
        return said


def name_of(annotator: Annotator) -> str:
    user = annotator.user
    state = " (suspended)" if annotator.suspended_at else ""
    return f"{user.first_name or user.username} · {user.username}{state}"
