"""Statements and day sheets as PDF: what the pages say, in the reader's language."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from annotation.models import Annotator
from annotation.pages import pay_words
from annotation.pages.pay_words import amount, money
from annotation.queries.pay_statements import RuleOfMine, Statement
from annotation.rules.moneys import Money
from annotation.rules.papers import Block, Column, Heading, Paper, Points, Row, Said, Table
from annotation.templatetags.humanized import spelled


def statement(told: Statement, now: datetime) -> Paper:
    period = told.period
    title = gettext("Statement of pay, %(period)s") % {"period": period.name}
    return Paper(
        title=title,
        language=get_language() or "en",
        blocks=[*head(told), *entries(told), *totals(told), *waiting(told), *rules(told.rules)],
        foot=foot(title, told.annotator, told.payroll_number, now),
        page_of=gettext("Page {n} of {m}"),
    )


def foot(title: str, annotator: Annotator, number: str, now: datetime) -> str:
    parts = [title, annotator.user.first_name or annotator.user.username, number]
    made = gettext("Made on %(when)s") % {"when": moment(now)}
    return " · ".join(part for part in [*parts, made] if part)


def head(told: Statement) -> Iterator[Block]:
    name = told.annotator.user.first_name or told.annotator.user.username
    yield Said(name)
    if told.payroll_number:
        yield Said(gettext("Payroll number %(number)s") % {"number": told.payroll_number})
    first, last = day(told.period.first_date), day(told.period.last_date)
    dates = gettext("%(first)s to %(last)s") % {"first": first, "last": last}
    yield Said(f"{dates} ({pay_words.STATES[told.period.state]})")


def entries(told: Statement) -> Iterator[Block]:
    if not told.entries:
        yield Said(gettext("Nothing was entered in this period."), is_muted=True)
        return
    rows = [
        Row(
            [
                "" if one.local_date is None else day(one.local_date),
                str(pay_words.KINDS[one.kind]),
                "" if one.approval is None else worked(one.approval.proposal.seconds),
                pay_words.why_entered(one),
                money(Money(one.currency, one.amount)),
            ]
        )
        for one in told.entries
    ]
    yield Table(columns_of(gettext("What")), rows)


def columns_of(second: str) -> list[Column]:
    return [
        Column(gettext("Day"), 20),
        Column(second, 13),
        Column(gettext("At work"), 13, is_number=True),
        Column(gettext("Why"), 39),
        Column(gettext("Amount"), 15, is_number=True),
    ]


def totals(told: Statement) -> Iterator[Block]:
    """Each currency by itself, from what was owed before to what is owed after."""
    for one in told.totals:
        rows = [
            Row([gettext("from before"), amount(one.brought)]),
            Row([gettext("earned in this period"), amount(one.earned)]),
            Row([gettext("paid out"), amount(-one.paid_out)]),
            Row([gettext("owed afterwards"), f"{amount(one.closing)} {one.currency}"], is_sum=True),
        ]
        yield Table([Column(gettext("Together"), 80), Column(one.currency, 20, is_number=True)], rows)


def waiting(told: Statement) -> Iterator[Block]:
    if not told.waiting:
        return
    yield Heading(gettext("Not approved yet"))
    yield Said(gettext("These days are no part of the sums above."), is_muted=True)
    rows = [
        Row(
            [
                day(one.local_date),
                gettext("as it stands") if one.is_provisional else gettext("waits for approval"),
                spelled(one.worked),
                pay_words.why_said(one.said),
                money(one.money),
            ],
            is_muted=True,
        )
        for one in told.waiting
    ]
    yield Table(columns_of(gettext("State")), rows)


def rules(told: list[RuleOfMine]) -> Iterator[Block]:
    if told:
        yield Heading(gettext("The rule"))
    for one in told:
        yield Points(pay_words.points(one.rule, one.full, one.half))
        yield Said(pay_words.version(one.rule), is_muted=True)


def worked(seconds: int) -> str:
    return spelled(timedelta(seconds=seconds))


def day(on: date) -> str:
    return date_format(on, "DATE_FORMAT")


def moment(at: datetime) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT")


def as_pdf(paper: Paper, name: str) -> HttpResponse:
    from annotation.gateways import papers  # noqa: PLC0415  it loads Pillow, which is for who asks for paper alone

    answer = HttpResponse(papers.drawn(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
