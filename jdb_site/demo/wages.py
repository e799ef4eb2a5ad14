"""Pay in the two weeks that nobody lived: by the real actions, on the evenings of its days."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from annotation.actions import attendances, entry_requests, pay_days, pay_periods, pay_rules, pay_threads, payees
from annotation.actions.attendances import Attended
from annotation.actions.entry_requests import Asked
from annotation.actions.payees import NewRate
from annotation.models import Annotator, PayPeriod, Thread, User
from annotation.queries import pay_days as days
from annotation.rules.day_classes import AttendanceKind, DayClass
from annotation.rules.day_rules import Terms
from annotation.rules.ledger import EntryKind
from annotation.rules.moneys import Money
from jdb_site.demo import people

WEEK, DAY, A_WHILE = 7, timedelta(days=1), timedelta(minutes=7)
SEED = 13
TERMS = Terms(
    number=1,
    full_minutes=390,
    half_minutes=180,
    full_amount=Decimal("50.00"),
    half_amount=Decimal("25.00"),
    currency="USD",
)
TWO_NAMES_ABOVE = Decimal(100)
ANSWER_WITHIN = timedelta(hours=24)
SOURCE = "An example for this demo, not a real wage"
# What an hour should be worth where the made-up people live, the visitor in the United States.
WAGES = {"PT": "6.90", "KR": "7.40", "NG": "1.90", "KE": "2.50", "PH": "2.40", "PL": "7.10", "IN": "2.20", "US": "7.25"}
COUNTRIES = {1: "PT", 2: "KR", 3: "NG", 4: "KE", 5: "PH", 6: "PL", 7: "IN", 8: "KR"}
RATES = {1: (0, "55.00", "knows the work since the pilot"), 5: (WEEK, "52.00", "answers questions of others")}
# Who does not work on a day, and when the site was down for everybody from noon on.
SICK, OUTAGE_DAY = {(4, 9), (4, 10)}, 10
LEAVES, LEAVER, JOINER = 6, 3, 8


def hours(number: int, day: int) -> tuple[timedelta, timedelta]:
    """How long somebody is at work before their pairs of the day and after them; the same at every seeding."""
    if (number, day) in SICK:
        return timedelta(), timedelta()
    chance = Random(SEED * 1000 + number * 100 + day)  # noqa: S311  a simulation, no secret
    worked = chance.choices([chance.uniform(6.6, 7.6), 6.3, chance.uniform(3.2, 5.4), 1.4], [13, 1, 4, 1])[0]
    if day == OUTAGE_DAY:
        return timedelta(hours=min(2.2, worked)), timedelta(hours=0.3)
    before = timedelta(minutes=round(60 * worked * chance.uniform(0.4, 0.5)))
    return before, timedelta(hours=worked) - before


class Payroll:
    """Two people of the payroll, and those whom they pay."""

    def __init__(self, first: datetime, crowd: Mapping[int, Annotator], manager: User) -> None:
        self.first, self.crowd, self.manager = first, crowd, manager
        self.enters, self.seconds = (User.objects.get(username=name) for name in (people.CLERK, people.PAYROLL))
        self.chance = Random(SEED)  # noqa: S311  a simulation, no secret

    def uuid(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def on(self, day: int) -> date:
        return (self.first + day * DAY).date()

    def begin(self) -> None:
        """Three days before: the rule, what an hour should be worth, and everybody with number and contract."""
        now = self.first - 3 * DAY
        pay_rules.publish_rule(
            terms=TERMS,
            since_date=now.date(),
            two_names_above=TWO_NAMES_ABOVE,
            reason="Agreed with everybody before the first day.",
            author=self.enters,
            now=now,
        )
        for country, wage in WAGES.items():
            pay_rules.set_reference_wage(
                country=country,
                since_date=now.date(),
                hourly_amount=Decimal(wage),
                currency=TERMS.currency,
                source=SOURCE,
                source_date=date(now.year, 1, 1),
                author=self.enters,
                now=now,
            )
        for number, annotator in self.crowd.items():
            self.take_on(annotator, f"P-{100 + number}", COUNTRIES[number], now)
        self.take_on(Annotator.objects.get(user__username=people.VISITOR), "P-199", "US", now)
        for number, (day, amount, why) in RATES.items():
            rate = NewRate(self.on(day), Decimal(amount), TERMS.currency, why)
            payees.set_rate(annotator=self.crowd[number], rate=rate, author=self.enters, now=now)
        self.open(0, now)

    def take_on(self, annotator: Annotator, number: str, country: str, now: datetime) -> None:
        """With a payroll number and a contract: two of them are here for a week each."""
        starts = self.on(LEAVES + 1) if annotator == self.crowd.get(JOINER) else now.date()
        ends = self.on(LEAVES) if annotator == self.crowd.get(LEAVER) else None
        author = self.enters
        payees.set_payee(annotator=annotator, payroll_number=number, country=country, author=author, now=now)
        payees.set_contract(annotator=annotator, starts_date=starts, ends_date=ends, author=author, now=now)

    def open(self, day: int, now: datetime) -> None:
        """The period of seven days from this one on."""
        began = self.on(day)
        pay_periods.open_period(
            name=f"{began:%G-w%V}",
            first_date=began,
            last_date=self.on(day + WEEK - 1),
            author=self.enters,
            now=now,
        )

    def period(self, day: int) -> PayPeriod:
        return PayPeriod.objects.get(first_date=self.on(day))

    def approve(self, period: PayPeriod, until: date, now: datetime) -> None:
        """Propose what is over, and approve it up to a date."""
        pay_days.propose_days(period=period, now=now)
        waiting = days.waiting(period, [one.pk for one in self.crowd.values()])
        due = [one.pk for one in waiting if one.local_date <= until]
        pay_days.approve_days(proposals=due, author=self.enters, now=now)

    def pay_first_week(self, now: datetime) -> None:
        """Everything of the first period to its end; the second person looks at what it comes to."""
        period = self.period(0)
        self.approve(period, period.last_date, now)
        for n_steps, (step, author) in enumerate(
            (
                (pay_periods.submit, self.enters),
                (pay_periods.approve, self.seconds),
                (pay_periods.close, self.seconds),
                (pay_periods.export, self.enters),
                (pay_periods.pay, self.enters),
            ),
            1,
        ):
            period = step(period=period, author=author, now=now + n_steps * A_WHILE)
        self.open(WEEK, now)

    def sick_leave(self, now: datetime) -> None:
        kind, days = AttendanceKind.SICK_LEAVE, (self.on(9), self.on(10))
        self.attend(Attended(self.uuid(), kind, DayClass.FULL, *days, "Flu.", "note of the doctor"), [4], now)

    def outage(self, now: datetime) -> None:
        at_work = [number for number in self.crowd if number != LEAVER and (number, OUTAGE_DAY) not in SICK]
        kind, day = AttendanceKind.OUTAGE, self.on(OUTAGE_DAY)
        reason, evidence = "The site was down from 11:10 UTC on.", "entry 17 of the log of operations"
        self.attend(Attended(self.uuid(), kind, DayClass.HALF, day, day, reason, evidence), at_work, now)

    def attend(self, said: Attended, numbers: Sequence[int], now: datetime) -> None:
        whom = [self.crowd[number] for number in numbers]
        attendances.record(attended=said, annotators=whom, author=self.manager, now=now)

    def disputes(self, now: datetime) -> None:
        """One that was answered, and one that waits."""
        first = self.dispute(5, 3, "I helped somebody with the keys until six. Does that count?", now)
        pay_threads.answer(
            thread=first,
            author=self.seconds,
            uuid=self.uuid(),
            text="It does: the page was open, and the day is a full one. See the table above.",
            now=now + timedelta(hours=1),
        )

    def open_dispute(self, now: datetime) -> None:
        self.dispute(
            2, 10, "I was at work for half an hour more when the site came back. With it this is a full day.", now
        )

    def dispute(self, number: int, day: int, text: str, now: datetime) -> Thread:
        annotator = self.crowd[number]
        return pay_threads.dispute(
            annotator=annotator, local_date=self.on(day), uuid=self.uuid(), text=text, within=ANSWER_WITHIN, now=now
        )

    def adjust(self, now: datetime) -> None:
        """A bonus that one person may give, and an adjustment that waits for a second."""
        self.ask(6, EntryKind.BONUS, "15.00", "Found three unclear rulings and asked about them.", now)
        self.ask(2, EntryKind.ADJUSTMENT, "140.00", "Fare to the training day, by the receipt of the railway.", now)

    def ask(self, number: int, kind: EntryKind, amount: str, reason: str, now: datetime) -> None:
        key, money = f"demo:{number}:{kind.value}", Money("USD", Decimal(amount))
        asked = Asked(key=key, kind=kind, annotator=self.crowd[number], money=money, reason=reason)
        entry_requests.ask(asked=asked, author=self.enters, now=now)

    def evening(self, day: int, now: datetime) -> None:
        for act in ACTS.get(day, ()):
            act(self, now)

    def half_of_second_week(self, now: datetime) -> None:
        self.approve(self.period(WEEK), self.on(10), now)

    def rest_of_second_week(self, now: datetime) -> None:
        """Proposed and not approved; and the week that it is now is open too."""
        pay_days.propose_days(period=self.period(WEEK), now=now)
        self.open(2 * WEEK, now)


ACTS: dict[int, Sequence[Callable[[Payroll, datetime], None]]] = {
    4: [Payroll.disputes],
    7: [Payroll.pay_first_week],
    9: [Payroll.sick_leave],
    10: [Payroll.outage],
    12: [Payroll.half_of_second_week, Payroll.adjust],
    13: [Payroll.open_dispute, Payroll.rest_of_second_week],
}
