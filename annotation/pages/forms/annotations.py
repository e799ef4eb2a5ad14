from collections.abc import Iterator
from typing import Any

from django import forms

from dataset.choices import QuestionKind, WordGroup
from dataset.rules.answers import Said
from dataset.rules.image_texts import LETTERS, LONGEST, MOST, Question

MEANWHILE = "What holds was changed while you wrote. Look at it in another tab; sent once more, yours holds instead."
N_BLANK = 2  # questions that may be added at once
OPTIONS = [f"option_{letter}" for letter in LETTERS.lower()]
PARTS_OF_A_QUESTION = ("text", *OPTIONS, "answer", "kind")


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def line() -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto"})


class AnnotationForm(forms.Form):
    """
    What a person writes of a prompt: words by kind, one a line, a caption, questions with four options each.

    It brings along how many questions it shows, and which annotations held when it was opened.
    """

    n_questions = forms.IntegerField(min_value=0, max_value=MOST + N_BLANK, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)
    caption = forms.CharField(
        label="Caption",
        max_length=LONGEST,
        required=False,
        widget=area(2),
        help_text="One plain sentence of 3 to 60 words; empty where there is nothing to say.",
    )

    def __init__(self, *args: Any, said: Said, seen: str, **kwargs: Any) -> None:
        """:param said: what the form begins with"""
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = seen
        self.fields["caption"].initial = said.caption or ""
        for group in WordGroup:
            words = "\n".join((said.words or {}).get(group, ()))
            rows = min(max(words.count("\n") + 2, 3), 12)
            self.fields[f"words_{group}"] = forms.CharField(
                label=group.label, required=False, initial=words, widget=area(rows)
            )
        questions = said.questions or []
        self.n_there = len(questions)
        self.n_shown = self.fields["n_questions"].initial = self.sent_n(self.n_there + N_BLANK)
        for n in range(self.n_shown):
            self.add_question(n, questions[n] if n < len(questions) else None)

    def sent_n(self, n: int) -> int:
        """How many questions were shown to whoever sends it; so many otherwise."""
        sent = self.data.get("n_questions", "") if self.is_bound else ""
        return min(int(sent), MOST + N_BLANK) if sent.isascii() and sent.isdecimal() and len(sent) < 4 else n

    def add_question(self, n: int, question: Question | None) -> None:
        fields: dict[str, forms.Field] = {
            "kind": forms.ChoiceField(label="On", choices=QuestionKind.choices, initial=QuestionKind.CONTENT),
            "text": forms.CharField(label="Question", max_length=LONGEST, required=False, widget=line()),
            **{
                name: forms.CharField(label=f"Option {letter}", max_length=LONGEST, required=False, widget=line())
                for name, letter in zip(OPTIONS, LETTERS, strict=True)
            },
            "answer": forms.TypedChoiceField(label="Right", choices=[*enumerate(LETTERS)], coerce=int, initial=0),
        }
        if question is not None:
            given = (question.kind, question.text, *question.options, question.answer)
            for name, value in zip(fields, given, strict=True):
                fields[name].initial = value
        for name, field in fields.items():
            self.fields[f"{name}_{n}"] = field

    def begin_again(self) -> None:
        """What held when it was opened holds no more: it says so, and may be sent as it is once that was looked at."""
        self.data = {**self.data.dict(), "seen": self.fields["seen"].initial}  # type: ignore[attr-defined]  # a QueryDict
        self.add_error(None, MEANWHILE)

    @property
    def words(self) -> list[forms.BoundField]:
        return [self[f"words_{group}"] for group in WordGroup]

    @property
    def questions(self) -> Iterator[tuple[bool, list[forms.BoundField]]]:
        """Whether each was there before, and its fields."""
        for n in range(self.n_shown):
            yield n < self.n_there, [self[f"{name}_{n}"] for name in PARTS_OF_A_QUESTION]

    @property
    def said(self) -> Said:
        """What is written; each part is there, be it empty."""
        given = self.cleaned_data
        words = {str(group): lines(given[f"words_{group}"]) for group in WordGroup}
        return Said(words, given["caption"], self.asked())

    def asked(self) -> list[Question]:
        """The questions by kind, numbered; one whose text was emptied is gone."""
        given, found = self.cleaned_data, list[Question]()
        for kind in QuestionKind:
            its = [n for n in range(self.n_shown) if given[f"text_{n}"] and given[f"kind_{n}"] == kind]
            for place, n in enumerate(its):
                options = [given[f"{name}_{n}"] for name in OPTIONS]
                found.append(Question(str(kind), place, given[f"text_{n}"], options, given[f"answer_{n}"]))
        return found


def lines(text: str) -> list[str]:
    """Words and phrases, one a line, each once."""
    return [*dict.fromkeys(line.strip() for line in text.splitlines() if line.strip())]
