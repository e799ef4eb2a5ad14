"""A day of somebody's pay on one sheet: what `day_sheet.html` says, with the thread below it."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, gettext

from annotation.models import AttendanceAct
from annotation.pages import pay_words
from annotation.pages.day_strips import HEIGHT, WIDTH, Strip, shown
from annotation.pages.pay_papers import day, foot, moment
from annotation.pages.pay_words import money
from annotation.queries.day_sheets import DaySheet
from annotation.rules.day_pauses import Pause, Sitting
from annotation.rules.moneys import Money
from annotation.rules.papers import Bar, Block, Column, Drawing, Heading, Mark, Paper, Points, Row, Said, Table
from annotation.templatetags.humanized import grouped, spelled


def day_sheet(sheet: DaySheet, payroll_number: str, now: datetime) -> Paper:
    title = day(sheet.local_date)
    return Paper(
        title=title,
        language=get_language() or "en",
        blocks=[
            *head(sheet, payroll_number),
            *hours(sheet),
            *rule(sheet),
            *acts(sheet),
            *became(sheet),
            *thread(sheet),
        ],
        foot=foot(title, sheet.annotator, payroll_number, now),
        page_of=gettext("Page {n} of {m}"),
        is_one=True,
    )


def head(sheet: DaySheet, payroll_number: str) -> Iterator[Block]:
    yield Said(sheet.annotator.user.first_name or sheet.annotator.user.username)
    if payroll_number:
        yield Said(gettext("Payroll number %(number)s") % {"number": payroll_number})
    yield Said(gettext("Zone %(zone)s.") % {"zone": sheet.zone}, is_muted=True)
    if sheet.proposed is not None:
        yield Said(pay_words.why_proposed(sheet.proposed))


def hours(sheet: DaySheet) -> Iterator[Block]:
    """The strip, and below it sittings and pauses by the clock there."""
    told = shown(sheet)
    yield drawing(told["strip"])
    if not sheet.sittings:
        yield Said(gettext("No time counted that day"), is_muted=True)
        return
    yield Said(
        gettext(
            "The band: time at work, lighter where it was not judging. Above it: pairs in each quarter of an hour."
        ),
        is_muted=True,
    )
    rows = []
    for row in told["rows"]:
        zone = ZoneInfo(row["zone"])
        if (pause := row.get("pause")) is not None:
            cause = f"{gettext('Pause')}: {pay_words.CAUSES[pause.cause]}"
            rows.append(Row([*clocks(pause, zone), cause, "", spelled(pause.length)], is_muted=True))
        else:
            what = ", ".join(f"{label} {spelled(length)}" for label, length in row["counted"])
            sat = row["sitting"]
            rows.append(Row([*clocks(sat, zone), what, grouped(row["n_pairs"]), spelled(sat.length)]))
    yield Table(
        [
            Column(gettext("From"), 12, is_number=True),
            Column(gettext("To"), 12, is_number=True),
            Column(gettext("What"), 46),
            Column(gettext("Pairs"), 10, is_number=True),
            Column(gettext("How long"), 20, is_number=True),
        ],
        rows,
    )


def clocks(one: Sitting | Pause, zone: ZoneInfo) -> list[str]:
    return [f"{at.astimezone(zone):%H:%M:%S}" for at in (one.began, one.ended)]


def drawing(strip: Strip) -> Drawing:
    day_long = Bar(0, strip.bar_top, WIDTH, strip.bar, "day")
    boxes = [*strip.worked, *strip.pairs]
    bars = [Bar(float(one.x), float(one.y), float(one.width), float(one.height), one.kind) for one in boxes]
    marks = [Mark(float(one.x), strip.bar_top, strip.bottom + 5, one.text, one.anchor) for one in strip.ticks]
    return Drawing(WIDTH, HEIGHT, [day_long, *bars], marks)


def rule(sheet: DaySheet) -> Iterator[Block]:
    amounts = shown(sheet)["amounts"]
    if sheet.rule is None or amounts is None:
        return
    yield Heading(gettext("The rule of that day"))
    yield Points(pay_words.points(sheet.rule, amounts["full"], amounts["half"]))
    said = [pay_words.version(sheet.rule)]
    if sheet.missing:
        said.append(gettext("To the next class: %(missing)s.") % {"missing": spelled(sheet.missing)})
    yield Said(" ".join(said), is_muted=True)


def acts(sheet: DaySheet) -> Iterator[Block]:
    if sheet.acts:
        yield Heading(gettext("Said of this day"))
        yield Points([act_of(one) for one in sheet.acts])


def act_of(act: AttendanceAct) -> str:
    said = f"{pay_words.ATTENDANCES[act.kind]}, {pay_words.CLASSES[act.day_class]}: {act.reason} ({act.evidence})"
    by = f"{act.author.username}, {moment(act.created_at)}"
    undone = f" {gettext('taken back')}: {act.undone_by.reason}" if hasattr(act, "undone_by") else ""
    return f"{said} {by}{undone}"


def became(sheet: DaySheet) -> Iterator[Block]:
    """What was proposed, approved and entered, the newest first in each."""
    yield Heading(gettext("What came of it"))
    if sheet.is_newer:
        yield Said(gettext("Facts came after the day was proposed last. It is proposed anew."))
    rows = [*entered(sheet), *approved(sheet), *proposed(sheet)]
    if not rows:
        yield Said(gettext("Nothing yet: a day is proposed when it is over in every time zone."), is_muted=True)
        return
    yield Table(
        [
            Column(gettext("When"), 24),
            Column(gettext("What"), 18),
            Column(gettext("Who"), 13),
            Column(gettext("Why"), 31),
            Column(gettext("Amount"), 14, is_number=True),
        ],
        rows,
    )


def entered(sheet: DaySheet) -> Iterator[Row]:
    for one in sheet.entries:
        who = ", ".join(user.username for user in (one.author, one.second) if user is not None)
        what = f"{pay_words.KINDS[one.kind]}, {one.period.name}"
        sum_of = money(Money(one.currency, one.amount))
        yield Row([moment(one.created_at), what, who, pay_words.why_entered(one), sum_of])


def approved(sheet: DaySheet) -> Iterator[Row]:
    for one in sheet.approvals:
        what = f"{gettext('Approved')}: {pay_words.CLASSES[one.day_class]}"
        sum_of = money(Money(one.currency, one.amount))
        yield Row([moment(one.created_at), what, one.author.username, one.reason, sum_of], is_muted=True)


def proposed(sheet: DaySheet) -> Iterator[Row]:
    for one in sheet.proposals:
        what = f"{gettext('Proposed')}: {pay_words.CLASSES[one.day_class]}"
        who = gettext("rule, version %(n)s") % {"n": one.rule.number}
        sum_of = money(Money(one.currency, one.amount))
        yield Row([moment(one.created_at), what, who, pay_words.why_kept(one), sum_of], is_muted=True)


def thread(sheet: DaySheet) -> Iterator[Block]:
    if sheet.written is None:
        return
    yield Heading(gettext("Said about it"))
    for message in sheet.written.messages:
        who = message.author.first_name or message.author.username
        yield Said(f"{who}, {moment(message.created_at)}", is_muted=True)
        yield Said(message.text)
    thread = sheet.written.thread
    if thread.answered_at is None and thread.due_at is not None:
        yield Said(gettext("An answer is due by %(due)s.") % {"due": moment(thread.due_at)}, is_muted=True)
