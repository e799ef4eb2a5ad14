"""Pay as people read it."""

from decimal import Decimal

from django import template
from django.utils.functional import Promise

from annotation.models import DayProposal
from annotation.pages import pay_words
from annotation.rules.day_rules import Proposed, clock

register = template.Library()


@register.filter
def amount(value: Decimal | None) -> str:
    """`1204.5` → `1,204.50`, a minus sign before what is taken away; nothing for None."""
    return "" if value is None else f"{value:,.2f}".replace("-", "−")


@register.filter
def class_word(code: str) -> Promise:
    return pay_words.CLASSES[code]


@register.filter
def flag_word(code: str) -> Promise:
    return pay_words.FLAGS[code]


@register.filter
def kind_word(code: str) -> Promise:
    return pay_words.KINDS[code]


@register.filter
def state_word(code: str) -> Promise:
    return pay_words.STATES[code]


@register.filter
def cause_word(code: str) -> Promise:
    return pay_words.CAUSES[code]


@register.filter
def attendance_word(code: str) -> Promise:
    return pay_words.ATTENDANCES[code]


@register.filter
def why(said: DayProposal | Proposed) -> str:
    """The reason of a day's class in the reader's language."""
    return pay_words.why_proposed(said) if isinstance(said, Proposed) else pay_words.why_kept(said)


@register.filter
def minutes(number: int) -> str:
    """`390` → `6 h 30 min`, also in other languages."""
    return pay_words.spoken(clock(number))


@register.filter
def short_class(code: str) -> str:
    """A cell of the grid."""
    return {"full": "1", "half": "½", "none": "0"}[code]


@register.filter
def short_flag(code: str) -> str:
    return {"over_midnight": "☾", "zone_changed": "Z", "nearly": "≈", "long": "!", "no_contract": "C"}[code]


@register.filter
def is_attended(said: DayProposal) -> bool:
    """Whether something was said of the day beside its time: a leave, an outage, training, a holiday."""
    return any(code in pay_words.ATTENDANCES for code, _ in said.whys)


@register.filter
def hours(seconds: int) -> str:
    """`23_400` → `6:30`."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"
