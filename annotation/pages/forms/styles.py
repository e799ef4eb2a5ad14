"""What is done to a tree of styles, and to its versions."""

from collections.abc import Iterable
from typing import Any

from django import forms

from annotation.actions.style_steering import DEFINITION, OF_TREE, OF_VERSION
from dataset.choices import StyleAct
from dataset.queries.style_categories import Branch, Shelf
from dataset.rules.style_words import LONGEST

TOP, NOWHERE = "top", "none"
LONG = 10  # digits that the number of no style has
UNCHOSEN = ("", "choose a category")
BETWEEN = " › "


def cap(label: str, *, required: bool) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=required, min_value=0, max_value=10_000_000, max_digits=12, decimal_places=2
    )


class SteerTreeForm(forms.Form):
    """What becomes of a tree that is being built."""

    act = forms.ChoiceField(choices=[(act, act) for act in OF_TREE])
    cap = cap("Another cap, in dollars", required=False)


class VersionForm(forms.Form):
    """What becomes of a version."""

    act = forms.ChoiceField(choices=[(act, act) for act in OF_VERSION])
    cap = cap("Dollars at most", required=False)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("act") == "assign" and not said.get("cap"):
            self.add_error("cap", "Say what it may cost at most.")
        return said


class Place(forms.IntegerField):
    """The number of a category; what stands for none of them becomes None."""

    def to_python(self, value: Any) -> int | None:
        return None if value in {TOP, NOWHERE} else super().to_python(value)


class OperationForm(forms.Form):
    """An operation as one of the forms of a category sends it."""

    act = forms.ChoiceField(choices=StyleAct.choices)
    number = forms.IntegerField(required=False, min_value=0)
    name = forms.CharField(required=False, max_length=LONGEST)
    definition = forms.CharField(required=False, max_length=DEFINITION)
    parent = Place(required=False)
    into = Place(required=False)
    styles = forms.TypedMultipleChoiceField(required=False, coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent = self.data.getlist("styles") if hasattr(self.data, "getlist") else []
        numbers = [one for one in sent if one.isascii() and one.isdecimal() and len(one) < LONG]
        self.fields["styles"].choices = [(one, one) for one in numbers]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        act = said.get("act")
        if act in {StyleAct.SPLIT, StyleAct.PLACE} and not said.get("styles"):
            self.errors.pop("styles", None)
            self.add_error("styles", "Choose styles first.")
        if act in {StyleAct.MERGE, StyleAct.PLACE} and not self.data.get("into"):
            self.add_error("into", "Choose a category.")
        return said

    def arguments(self) -> dict[str, Any]:
        """What the operation needs; what it lacks, the rules say."""
        said, styles = self.cleaned_data, self.cleaned_data["styles"]
        number = said["number"]
        match StyleAct(said["act"]):
            case StyleAct.RENAME:
                return {"number": number, "name": said["name"], "definition": said["definition"]}
            case StyleAct.MOVE:
                return {"number": number, "parent": said["parent"]}
            case StyleAct.MERGE:
                return {"numbers": [number], "into": said["into"]}
            case StyleAct.SPLIT:
                return {"number": number, "parts": [{"name": said["name"], "styles": styles}]}
            case StyleAct.PLACE:
                return {"styles": styles, "into": said["into"]}
        return {"number": number}


def named(branches: Iterable[Branch], shelf: Shelf) -> list[tuple[int, str]]:
    """Categories to choose from, each with all above it."""
    return [(one.number, BETWEEN.join(above.node.name for above in shelf.line(one.number))) for one in branches]


class CategoryForm(forms.Form):
    """What can be done to a category: another name, place, or a category that it becomes part of."""

    name = forms.CharField(label="Name", max_length=LONGEST)
    definition = forms.CharField(
        label="What belongs there", required=False, max_length=DEFINITION, widget=forms.Textarea(attrs={"rows": 3})
    )
    parent = forms.ChoiceField(label="Stands under")
    into = forms.ChoiceField(label="Becomes part of")

    def __init__(self, *, branch: Branch, shelf: Shelf) -> None:
        super().__init__(initial={"name": branch.node.name, "definition": branch.node.definition})
        path = branch.node.path
        others = [one for one in shelf.every if not one.node.path.startswith(path)]
        above = [one for one in others if not one.n_own]
        fits = [one for one in others if not (one.beneath if branch.n_own else one.n_own)]
        line = shelf.line(branch.number)
        parent = line[-2].number if len(line) > 1 else TOP
        self.fields["parent"].choices = [(TOP, "nothing: at the top"), *named(above, shelf)]  # type: ignore[attr-defined]
        self.fields["into"].choices = [UNCHOSEN, *named(fits, shelf)] if fits else []  # type: ignore[attr-defined]  # a ChoiceField, both
        self.initial["parent"] = parent


class StylesForm(forms.Form):
    """Where chosen styles go; `name` for a new category of them."""

    name = forms.CharField(label="Make what is chosen a category, named", max_length=LONGEST, required=False)
    into = forms.ChoiceField(label="Put what is chosen into", required=False)

    def __init__(self, *, branch: Branch | None, shelf: Shelf) -> None:
        super().__init__(auto_id="styles_%s")
        leaves = [one for one in shelf.leaves if branch is None or one.number != branch.number]
        nowhere = [] if branch is None else [(NOWHERE, "no category")]
        self.fields["into"].choices = [UNCHOSEN, *named(leaves, shelf), *nowhere]  # type: ignore[attr-defined]  # a ChoiceField
