import uuid
from typing import Any

from django import forms

from dataset.choices import ArrivalKind

MISSING = [("refuse", "is refused"), ("wait", "goes in, and waits for its picture")]
WISHES = ("source", "licence", "generator", "image_column", "prompt_column", "missing_images")


class BeginForm(forms.Form):
    """Where the pairs come from."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=ArrivalKind.choices)
    said = forms.CharField(label="Folder", required=False, max_length=1000, strip=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())


class WishesForm(forms.Form):
    """How they are to be read, and what is known of all of them."""

    source = forms.SlugField(label="Name of the source", max_length=64, help_text="Pictures are told apart within it.")
    licence = forms.CharField(label="Licence of the pictures", required=False, max_length=100)
    generator = forms.CharField(label="Model that made them", max_length=64, initial="midjourney")
    image_column = forms.ChoiceField(label="Column of the picture", required=False)
    prompt_column = forms.ChoiceField(label="Column of the prompt", required=False)
    missing_images = forms.ChoiceField(label="A row whose picture is nowhere", choices=MISSING)

    def __init__(self, *args: Any, header: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("image_column", "prompt_column"):
            if header:
                choices = [(column, column) for column in dict.fromkeys(filter(None, header))]
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
            else:
                del self.fields[name]

    def wishes(self) -> dict[str, str]:
        return {name: str(self.cleaned_data[name]) for name in WISHES if name in self.cleaned_data}
