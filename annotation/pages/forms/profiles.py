from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings

from dataset.actions.profiles import FIXED, Amounts
from dataset.choices import Transport
from dataset.models import ModelProfile

NO_KEYS: dict[str, Any] = {}


def per_million(label: str, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=6, **options)


class PriceForm(forms.Form):
    """What a million tokens cost."""

    input = per_million("Questions, $ a million tokens")
    output = per_million("Answers, $ a million tokens")
    cached = per_million("Known questions, $ a million tokens", required=False, help_text="As questions when empty.")
    batch_factor = forms.DecimalField(
        label="Batches cost so much of it",
        min_value=0,
        max_digits=4,
        decimal_places=3,
        required=False,
        help_text="0.5 where they are half the price; 1 when empty.",
    )

    def amounts(self) -> Amounts:
        said = self.cleaned_data
        factor = {} if said["batch_factor"] is None else {"batch_factor": said["batch_factor"]}
        return Amounts(said["input"], said["output"], said["cached"], **factor)


class LaterPriceForm(PriceForm):
    """A further price."""

    valid_from = forms.DateTimeField(
        label="From, in UTC",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="Now when empty. What was asked before keeps its price.",
    )

    def since(self, now: datetime) -> datetime:
        return self.cleaned_data["valid_from"] or now


class ProfileForm(forms.Form):
    """A model: where it is, how it is asked, its limits. What answers depend on is fixed once a run asks it."""

    model = forms.CharField(max_length=200, help_text="As the server calls it; on Azure the deployment’s name.")
    base_url = forms.CharField(
        label="Server",
        max_length=300,
        required=False,
        help_text="As https://api.openai.com/v1; empty where it is reached by files alone.",
    )
    secret_name = forms.ChoiceField(
        label="Key",
        required=False,
        help_text="The variable that holds it. Keys themselves stand in the environment alone.",
    )
    transports = forms.MultipleChoiceField(
        label="Reached by", choices=Transport.choices, widget=forms.CheckboxSelectMultiple, initial=[Transport.ONLINE]
    )
    strict_schema = forms.BooleanField(
        label="Keeps to a JSON schema by itself",
        required=False,
        initial=True,
        help_text="Else the schema stands in the question.",
    )
    requests_per_minute = forms.IntegerField(label="Questions a minute", min_value=1, max_value=2**31 - 1, initial=500)
    tokens_per_minute = forms.IntegerField(label="Tokens a minute", min_value=1, max_value=2**31 - 1, initial=200_000)
    at_once = forms.IntegerField(label="Questions on their way together", min_value=1, max_value=1_000, initial=16)
    timeout_seconds = forms.IntegerField(
        label="Seconds that an answer may take", min_value=1, max_value=600, initial=120
    )
    enqueued_tokens = forms.IntegerField(
        label="Tokens in unfinished batches", min_value=0, max_value=2**53, initial=2_000_000
    )
    stronger = forms.ModelChoiceField(
        label="Stronger model",
        queryset=ModelProfile.objects.order_by("name"),
        required=False,
        to_field_name="name",
        help_text="Asked where this one gives no valid answer, unless a run says otherwise.",
    )
    extra = forms.JSONField(
        label="Keys of each question, as JSON",
        required=False,
        initial=dict,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text='As the server asks: {"temperature": null} leaves one out.',
    )

    def __init__(self, *args: Any, profile: ModelProfile | None = None, is_used: bool = False, **kwargs: Any) -> None:
        if profile is not None:
            stronger_name = profile.stronger.name if profile.stronger else None
            kwargs["initial"] = {name: getattr(profile, name) for name in self.base_fields} | {
                "stronger": stronger_name
            }
        super().__init__(*args, **kwargs)
        kept = [profile.secret_name] if profile is not None and profile.secret_name else []
        known = dict.fromkeys([*kept, *settings.MODEL_SECRETS])
        self.fields["secret_name"].choices = [("", "wants none"), *((name, name) for name in known)]  # type: ignore[attr-defined]
        stronger: Any = self.fields["stronger"]
        stronger.empty_label, stronger.label_from_instance = "none", lambda one: one.name
        for name in FIXED if is_used else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = "Runs asked it so: another model has another name."

    def clean_extra(self) -> Mapping[str, Any]:
        return NO_KEYS if self.cleaned_data["extra"] is None else self.cleaned_data["extra"]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ProfileForm.base_fields}


class NewProfileForm(ProfileForm):
    """The same with its name."""

    name = forms.SlugField(max_length=64, help_text="What runs and commands call it: small letters, digits, dashes.")
    field_order = ("name",)
