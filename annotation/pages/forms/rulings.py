import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms

from annotation.actions.reaches import Order
from annotation.actions.rulings import Wording
from annotation.choices import Remedy, RulingDecision
from annotation.models import Ruling
from annotation.rules.guidelines import LANGUAGES
from annotation.rules.rulings import problem

N_EXAMPLES = 4
LONGEST_LINE = 200
NAMES = {"en": "English", "ko": "한국어", "zh": "简体中文"}
EXAMPLE = {
    "prompt": "Prompt",
    "picture": "What its picture shows",
    "struck": "Words to strike",
    "image": "Picture's id",
}


class RulingForm(forms.Form):
    """A ruling: who decides, its texts side by side, the words it speaks of, examples."""

    decision = forms.ChoiceField(choices=RulingDecision.choices)
    rest = forms.CharField(
        label="Patterns, kinds of token and names, as JSON",
        required=False,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
        help_text="What the lists of words cannot say; empty for none.",
    )
    origin = forms.CharField(label="The question that it came from", max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"title_{code}"] = forms.CharField(label="Title", max_length=150, required=False)
            self.fields[f"body_{code}"] = forms.CharField(label="Text", required=False, widget=area(5))
            self.fields[f"words_{code}"] = forms.CharField(label="Words, one a line", required=False, widget=area(6))
        for n in range(N_EXAMPLES):
            for part, label in EXAMPLE.items():
                self.fields[f"{part}_{n}"] = forms.CharField(label=label, max_length=500, required=False)
            self.fields[f"language_{n}"] = forms.ChoiceField(label="Language", choices=[*NAMES.items()], required=False)

    @property
    def columns(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """The texts and words of each language: its code, its name, its fields."""
        for code in LANGUAGES:
            yield code, NAMES[code], [self[f"{part}_{code}"] for part in ("title", "body", "words")]

    @property
    def examples(self) -> Iterator[list[forms.BoundField]]:
        for n in range(N_EXAMPLES):
            yield [self[f"{part}_{n}"] for part in (*EXAMPLE, "language")]

    def clean_rest(self) -> dict[str, Any]:
        said = self.cleaned_data["rest"]
        try:
            found = json.loads(said) if said else {}
        except ValueError as error:
            raise forms.ValidationError(f"This is not JSON: {error}.") from error
        if not isinstance(found, dict) or "words" in found:
            raise forms.ValidationError("An object without words is wanted: those stand beside each text.")
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and (wrong := problem(self.matcher())):
            self.add_error("rest", wrong)
        for n in range(N_EXAMPLES):
            if (key := said.get(f"image_{n}")) and not is_uuid(key):
                self.add_error(f"image_{n}", "This is not the id of a picture.")
        return said

    def matcher(self) -> dict[str, Any] | None:
        said = self.cleaned_data
        lists = {code: [line.strip() for line in said[f"words_{code}"].splitlines()] for code in LANGUAGES}
        words = {code: [line for line in lines if line] for code, lines in lists.items()}
        kept = {code: lines for code, lines in words.items() if lines}
        return {**({"words": kept} if kept else {}), **said["rest"]} or None

    @property
    def wording(self) -> Wording:
        said = self.cleaned_data
        texts = {code: {"title": said[f"title_{code}"], "body": said[f"body_{code}"]} for code in LANGUAGES}
        examples = [example(said, n) for n in range(N_EXAMPLES) if said[f"prompt_{n}"]]
        return Wording(RulingDecision(said["decision"]), self.matcher(), texts, examples, said["origin"])


class NewRulingForm(forms.Form):
    """A ruling to be written, by its code."""

    code = forms.SlugField(max_length=64, help_text="Letters, digits, - and _; it stays through all versions.")


class PublishForm(forms.Form):
    """
    Why it changes, the line that tells annotators, and what becomes of the pairs that it touches.

    The last is asked once they are counted; before, all stays as it is.
    """

    reason = forms.CharField(label="Why it changes", max_length=500, help_text="It stays in the record.")
    remedy = forms.ChoiceField(label="Settled pairs with such a word struck or contested", choices=Remedy.choices)
    follows = forms.BooleanField(label="Pairs that nobody began are judged under the new version", required=False)

    def __init__(self, *args: Any, counted: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in LANGUAGES:
            self.fields[f"notice_{code}"] = forms.CharField(
                label=NAMES[code], max_length=LONGEST_LINE, required=False, widget=line(code)
            )
        if not counted:
            del self.fields["remedy"], self.fields["follows"]

    @property
    def notices(self) -> list[forms.BoundField]:
        return [self[f"notice_{code}"] for code in LANGUAGES]

    @property
    def order(self) -> Order:
        said = self.cleaned_data
        return Order(Remedy(said.get("remedy", Remedy.LEAVE)), bool(said.get("follows")))

    @property
    def notice(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"notice_{code}"] for code in LANGUAGES}


def line(code: str) -> forms.TextInput:
    return forms.TextInput(attrs={"lang": code})


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def example(said: dict[str, Any], n: int) -> dict[str, Any]:
    struck = [word.strip() for word in said[f"struck_{n}"].split(",")]
    found = {
        "prompt": said[f"prompt_{n}"],
        "picture": said[f"picture_{n}"],
        "struck": [word for word in struck if word],
        "language": said[f"language_{n}"] or LANGUAGES[0],
    }
    return found | ({"image": said[f"image_{n}"]} if said[f"image_{n}"] else {})


def is_uuid(said: str) -> bool:
    try:
        UUID(said)
    except ValueError:
        return False
    return True


def initial(ruling: Ruling) -> dict[str, Any]:
    """The form as the ruling stands."""
    matcher = dict(ruling.matcher or {})
    words = matcher.pop("words", {})
    rest = json.dumps(matcher, ensure_ascii=False) if matcher else ""
    found: dict[str, Any] = {"decision": ruling.decision, "origin": ruling.origin, "rest": rest}
    for code in LANGUAGES:
        text = ruling.texts.get(code, {})
        found |= {f"title_{code}": text.get("title", ""), f"body_{code}": text.get("body", "")}
        found[f"words_{code}"] = "\n".join(words.get(code, []))
    for n, one in enumerate(ruling.examples[:N_EXAMPLES]):
        found |= {f"{part}_{n}": one.get(part, "") for part in ("prompt", "picture", "language", "image")}
        found[f"struck_{n}"] = ", ".join(one["struck"])
    return found
