"""What the payroll says: periods, people, entries, rules; and what managers say of days."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from annotation.rules.day_classes import AttendanceKind, DayClass
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Rounding

LONGEST_REASON = 500
AT_MOST_AT_ONCE = 500
CLASSES = [(DayClass.HALF.value, "half a day"), (DayClass.FULL.value, "a full day")]
ALL_CLASSES = [(DayClass.NONE.value, "unpaid"), *CLASSES]
KINDS = [
    (AttendanceKind.OUTAGE.value, "the site was down"),
    (AttendanceKind.SICK_LEAVE.value, "sick leave"),
    (AttendanceKind.TRAINING.value, "training"),
    (AttendanceKind.HOLIDAY.value, "holiday"),
]


def a_date(label: str, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **options)


def money(label: str, **options: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=12, decimal_places=2, **options)


def currency() -> forms.CharField:
    code = RegexValidator("^[A-Z]{3}$", "Three capital letters, such as USD.")
    return forms.CharField(label="Currency", max_length=3, initial="USD", validators=[code])


def reason(label: str = "Why", help_text: str = "Stays with it for good; whose pay it is reads it.") -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_REASON, help_text=help_text)


def country(**options: Any) -> forms.CharField:
    code = RegexValidator("^[A-Z]{2}$", "Two capital letters, such as KR.")
    return forms.CharField(label="Country", max_length=2, validators=[code], **options)


class DatesForm(forms.Form):
    """From a date to a date, both with it."""

    def dates(self, first: str, last: str) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get(first) and found.get(last) and found[last] < found[first]:
            self.add_error(last, "This is before the first day.")
        return found


class PeriodForm(DatesForm):
    name = forms.SlugField(
        max_length=32, help_text="Such as 2026-11a. It stands in the file for the payroll's program."
    )
    first_date = a_date("First day")
    last_date = a_date("Last day")

    def clean(self) -> dict[str, Any]:
        return self.dates("first_date", "last_date")


class ReasonForm(forms.Form):
    reason = reason()


class PayeeForm(forms.Form):
    payroll_number = forms.CharField(
        label="Payroll number",
        max_length=32,
        validators=[RegexValidator("^[A-Za-z0-9][A-Za-z0-9._/-]*$", "Letters, digits and . _ / - only.")],
        help_text="Once pay was entered under it, it stays.",
    )
    country = country(required=False, help_text="ISO code, for the reference wage: KR, US.")


class ContractForm(DatesForm):
    """A new contract, or other dates for one."""

    contract = forms.IntegerField(required=False, widget=forms.HiddenInput)
    starts_date = a_date("From")
    ends_date = a_date("To", required=False, help_text="Empty: until further notice.")

    def clean(self) -> dict[str, Any]:
        return self.dates("starts_date", "ends_date")


class RateForm(forms.Form):
    since_date = a_date("From")
    day_amount = money("A full day", min_value=Decimal("0.01"))
    currency = currency()
    reason = reason()


class EntryForm(forms.Form):
    """An adjustment, or a bonus; sent twice it is entered once."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=[(EntryKind.ADJUSTMENT.value, "adjustment"), (EntryKind.BONUS.value, "bonus")])
    amount = money("Amount", help_text="An adjustment below nothing takes away.")
    currency = currency()
    local_date = a_date("About the day", required=False)
    reason = reason()

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        given = found.get("amount")
        if given is not None and (given == 0 or (given < 0 and found.get("kind") == EntryKind.BONUS)):
            self.add_error("amount", "A bonus is more than nothing, and so is what an adjustment changes.")
        return found


class PseudonymForm(forms.Form):
    """Taking somebody's name away, for good."""

    username = forms.CharField(label="Their username, to be sure", max_length=150)
    reason = reason(help_text="Stays in the record.")


class ClassForm(forms.Form):
    """More than the rule proposes, or the same once more after a reversal."""

    proposal = forms.IntegerField(widget=forms.HiddenInput)
    day_class = forms.ChoiceField(label="Approve as", choices=CLASSES)
    reason = reason()


class ReverseForm(forms.Form):
    entry = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("Why it is taken back")


class RuleForm(forms.Form):
    """A further version of the day rule."""

    since_date = a_date("For days from")
    full_minutes = forms.IntegerField(label="A full day, minutes at work", min_value=2, max_value=1440)
    half_minutes = forms.IntegerField(label="Half a day, minutes at work", min_value=1, max_value=1439)
    full_amount = money("A full day is worth", min_value=Decimal("0.01"))
    half_amount = money("Half a day is worth", min_value=Decimal("0.01"))
    currency = currency()
    rounding = forms.ChoiceField(choices=[(one.value, one.value.replace("_", " ")) for one in Rounding])
    two_names_above = money("Two names above", min_value=Decimal(0), help_text="For each person and period.")
    holidays = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line: the date, a space, its name. 2026-12-25 Christmas",
    )
    holiday_class = forms.ChoiceField(label="A holiday counts as", choices=ALL_CLASSES)
    reason = reason(help_text="Stays with the version.")

    def clean_holidays(self) -> dict[date, str]:
        found: dict[date, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["holidays"].splitlines())):
            day, _, name = line.partition(" ")
            try:
                found[date.fromisoformat(day)] = name.strip() or day
            except ValueError:
                raise forms.ValidationError(f"{line[:40]} does not begin with a date like 2026-12-25.") from None
        return found

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for half, full in (("half_minutes", "full_minutes"), ("half_amount", "full_amount")):
            if half in found and full in found and found[half] >= found[full]:
                self.add_error(half, "Half a day is less than a full one.")
        return found


class WageForm(forms.Form):
    country = country()
    since_date = a_date("From")
    hourly_amount = money("An hour", min_value=Decimal("0.01"))
    currency = currency()
    source = forms.CharField(max_length=300, help_text="Who says so: a law, a ministry, a study.")
    source_date = a_date("Said on")


class AttendanceForm(DatesForm):
    """What is said of days of one person or many."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=KINDS)
    day_class = forms.ChoiceField(label="Counts as", choices=CLASSES)
    first_date = a_date("First day")
    last_date = a_date("Last day")
    reason = reason(help_text="Those whom it names read it.")
    evidence = forms.CharField(max_length=300, help_text="Where it can be looked up: a ticket, a letter, a list.")
    groups = forms.MultipleChoiceField(
        label="For everybody in",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Whoever is in the group now; later members are not named by it.",
    )
    annotators = forms.TypedMultipleChoiceField(
        label="For whom", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["annotators"].choices = list(people)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["groups"].choices = [(one, one) for one in groups]  # type: ignore[attr-defined]  # likewise

    def clean(self) -> dict[str, Any]:
        found = self.dates("first_date", "last_date")
        if not found.get("annotators") and not found.get("groups") and not self.errors:
            self.add_error("annotators", "Name somebody, or a group.")
        return found


class AttendanceFilter(forms.Form):
    """Which acts are looked for."""

    person = forms.TypedChoiceField(coerce=int, empty_value=None, required=False)
    group = forms.ChoiceField(required=False)
    on = a_date("On the day", required=False)

    def __init__(self, *args: Any, people: Iterable[tuple[int, str]], groups: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "anybody"), *people]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["group"].choices = [("", "any"), *((one, one) for one in groups)]  # type: ignore[attr-defined]  # likewise


class UndoForm(forms.Form):
    uuid = forms.UUIDField(widget=forms.HiddenInput)
    attendance = forms.IntegerField(widget=forms.HiddenInput)
    reason = reason("Why it is taken back")
