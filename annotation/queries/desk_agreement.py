"""How alike adjudicators decide, and what a third opinion finds where opinions struck nothing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from annotation.choices import LookKind, SampleKind
from annotation.models import DeskSample, SecondLook, User
from annotation.rules.desk_agreement import Alikeness, Twice, alikeness
from annotation.rules.outcomes import PairOutcome
from annotation.rules.samples import Interval, share_of
from dataset.choices import Sensitivity

SHOWN = 24


@dataclass(frozen=True, slots=True)
class OfPerson:
    """How alike somebody decides with themselves, and with everybody else."""

    person: User
    itself: Alikeness
    others: Alikeness


@dataclass(frozen=True, slots=True)
class Decided:
    """All that was decided twice: by one person both times, by two; and person by person."""

    itself: Alikeness
    others: Alikeness
    people: list[OfPerson]
    n_open: int


@dataclass(frozen=True, slots=True)
class Silence:
    """
    What third opinions found on pairs that opinions left without a strike.

    `missed` counts the looks that strike something, or say that the whole pair is not to be judged; `share` is None
    before the first look.
    """

    n_looked: int
    n_missed: int
    n_struck: int
    n_open: int
    share: Interval | None
    newest: list[SecondLook]


def decided(*, of: User | None = None) -> Decided:
    """In three queries; `of` narrows the people to one."""
    cases = decided_twice()
    itself = [twice for (first, second), found in cases.items() for twice in found if first == second]
    others = [twice for (first, second), found in cases.items() for twice in found if first != second]
    ids = {person for both in cases for person in both}
    people = User.objects.filter(pk__in=ids if of is None else ids & {of.pk}).order_by("username")
    rows = [OfPerson(person, of_pair(cases, person.pk), with_others(cases, person.pk)) for person in people]
    n_open = DeskSample.objects.filter(kind=SampleKind.REPEAT, answered_at__isnull=True).count()
    return Decided(alikeness(itself), alikeness(others), rows, n_open)


Cases = Mapping[tuple[int, int], list[Twice]]


def decided_twice() -> Cases:
    """The cases decided twice, by who decided them first and again. One's own late decision is no second look."""
    looks = SecondLook.objects.filter(kind__in=[LookKind.REPEAT, LookKind.LATE], of__isnull=False)
    found = defaultdict(list)
    for first, outcome, struck, kind, second, again, asked, struck_again in looks.values_list(
        "of__adjudicator", "of__outcome", "of__struck", "kind", "adjudicator", "outcome", "asked", "struck"
    ):
        if kind == LookKind.REPEAT or first != second:
            found[first, second].append(Twice(outcome, again, asked, struck, struck_again))
    return found


def of_pair(cases: Cases, person: int) -> Alikeness:
    return alikeness(cases.get((person, person), []))


def with_others(cases: Cases, person: int) -> Alikeness:
    met = (found for both, found in cases.items() if person in both and both[0] != both[1])
    return alikeness(twice for found in met for twice in found)


def silence(*, spared: bool = False) -> Silence:
    """In three queries. `spared`: none of the newest is sensitive."""
    looks = SecondLook.objects.filter(kind=LookKind.THIRD)
    strikes = Q(outcome=PairOutcome.JUDGED) & ~Q(canonical=[])
    missed = strikes | ~Q(outcome=PairOutcome.JUDGED)
    counts = looks.aggregate(n=Count("pk"), missed=Count("pk", filter=missed), struck=Count("pk", filter=strikes))
    newest = looks.filter(missed).select_related("pair__image", "pair__tokenisation__prompt").order_by("-created_at")
    if spared:
        newest = newest.exclude(pair__image__sensitivity=Sensitivity.SENSITIVE)
    n_open = DeskSample.objects.filter(kind=SampleKind.THIRD, answered_at__isnull=True).count()
    share = share_of(counts["missed"], counts["n"])
    return Silence(counts["n"], counts["missed"], counts["struck"], n_open, share, list(newest[:SHOWN]))
