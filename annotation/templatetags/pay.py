"""Pay as people read it."""

from django import template
from django.utils.functional import Promise

from annotation.models import DayProposal, LedgerEntry
from annotation.pages import pay_words
from annotation.rules.day_rules import Proposed

register = template.Library()


register.filter(pay_words.amount)
register.filter(pay_words.looked_at)
register.simple_tag(pay_words.points, name="rule_points")


@register.filter
def word(code: str, of: str) -> Promise:
    """`{{ entry.kind|word:"kind" }}`: what a code is called in the reader's language."""
    return pay_words.WORDS[of][code]


@register.filter
def why(said: DayProposal | Proposed | LedgerEntry) -> str:
    """The reason of a day's class, or of an entry, in the reader's language."""
    if isinstance(said, LedgerEntry):
        return pay_words.why_entered(said)
    return pay_words.why_said(said)


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
