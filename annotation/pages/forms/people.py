from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.utils.translation import gettext_lazy as _

from annotation.choices import Role
from annotation.models import User
from annotation.rules import languages
from annotation.rules.intervals import zones


class InviteForm(forms.Form):
    """Whom a manager invites."""

    name = forms.CharField(label="For whom", max_length=150, help_text="A name, so that you know the link again.")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.ANNOTATOR)
    days = forms.IntegerField(label="Days until it runs out", min_value=1, max_value=60, initial=7)


class PasswordForm(forms.Form):
    """A password, twice, that the validators accept for this person."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. A sentence that only you would write is good."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def person(self) -> User:
        """Whose password this will be."""
        return self.user or User()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        password = found.get("password", "")
        if password and "again" in found and password != found["again"]:
            self.add_error("again", _("The two passwords differ."))
        elif password:
            self._validate(password)
        return found

    def _validate(self, password: str) -> None:
        try:
            password_validation.validate_password(password, self.person())
        except forms.ValidationError as error:
            self.add_error("password", error)


class JoinForm(PasswordForm):
    """What an invited person says of themselves."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("Managers see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label=_("Username"),
        max_length=150,
        validators=[UnicodeUsernameValidator()],
        help_text=_(
            "You sign in with it. Letters, digits and @ . + - _ "
            "It need not be your name: the record of acts keeps it for good."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that you read well"),
        choices=languages.CHOICES,
        initial=["en"],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Managers see them when they choose people for a batch."),
        error_messages={"required": _("Choose at least one language.")},
    )

    field_order = ("name", "username", "password", "again", "languages")

    def __init__(self, *args: Any, role: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if role != Role.ANNOTATOR:
            del self.fields["languages"]

    def clean_username(self) -> str:
        """Usernames differ by more than case, for people who type them on paper and phones."""
        return str(self.cleaned_data["username"]).lower()

    def person(self) -> User:
        found = self.cleaned_data
        return User(username=found.get("username", ""), first_name=found.get("name", ""))


class InterfaceForm(forms.Form):
    """The language in which a person reads these pages and the workbench."""

    interface = forms.ChoiceField(
        label=_("Language of these pages"),
        choices=[("", _("as the browser asks")), *settings.LANGUAGES],
        required=False,
    )


class RolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Without any, they can sign in and do nothing.",
    )


class LanguagesForm(forms.Form):
    languages = forms.MultipleChoiceField(
        label="Languages they read",
        choices=languages.CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Shown where people are chosen for a batch.",
    )


class ZoneForm(forms.Form):
    zone = forms.CharField(
        label="Zone",
        max_length=64,
        required=False,
        help_text="An IANA zone, such as Asia/Seoul. Their browser's counts from their first day at work on.",
    )

    def clean_zone(self) -> str:
        zone = str(self.cleaned_data["zone"])
        if zone and zone not in zones():
            raise forms.ValidationError("There is no such zone.")
        return zone


class SuspendForm(forms.Form):
    reason = forms.CharField(max_length=500, help_text="They read it, and it stays in the record.")
    lock = forms.BooleanField(
        label="Lock the account too: they are signed out at once, and answers still on their way do not arrive",
        required=False,
    )
