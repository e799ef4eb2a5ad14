"""How alike the desk decides, and what silence missed."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotation.choices import Role
from annotation.models import BatchPair, SecondLook
from annotation.pages.permissions import READERS, person, roles_required
from annotation.pages.prompts import Piece, struck_through
from annotation.queries import desk_agreement, people
from annotation.rules.desk_agreement import Alikeness, Undefined
from annotation.rules.samples import Interval
from annotation.rules.views import token_views
from dataset.choices import Outcome
from dataset.rules.tokens import unpack


@dataclass(frozen=True)
class Figure:
    """A figure as it is read: its value with its interval, or why it has none."""

    value: str = ""
    interval: str = ""
    why: str = ""


@dataclass(frozen=True)
class Row:
    """How alike some decisions are."""

    name: str
    found: Alikeness
    figures: list[Figure]


@dataclass(frozen=True)
class Missed:
    """A pair in which a third opinion found what two had not."""

    pair: BatchPair
    language: str
    outcome: str
    pieces: list[Piece]


@roles_required(Role.ADJUDICATOR, *READERS)
@require_safe
def agreement(request: HttpRequest) -> HttpResponse:
    """Adjudicators with themselves and each other; who only adjudicates sees of the people themselves alone."""
    user = person(request)
    reads = user.has_role(*READERS)
    decided = desk_agreement.decided(of=None if reads else user)
    silence = desk_agreement.silence(spared=people.is_spared(user))
    context = {
        "rows": [row("With themselves", decided.itself), row("With each other", decided.others)],
        "people": [(one.person, row("", one.itself), row("", one.others)) for one in decided.people],
        "n_open": decided.n_open,
        "silence": silence,
        "share": None if silence.share is None else figure(silence.share),
        "missed": [missed(look) for look in silence.newest],
        "reads": reads,
    }
    return render(request, "annotation/desk_agreement.html", context)


def row(name: str, found: Alikeness) -> Row:
    return Row(name, found, [figure(value) for value in (found.outcomes, found.words, found.struck, found.kept)])


def figure(value: Interval | float | Undefined) -> Figure:
    match value:
        case Undefined():
            return Figure(why=value.value)
        case Interval():
            return Figure(percent(value.share), f"{percent(value.low)} to {percent(value.high)}")
        case _:
            return Figure(percent(value))


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def missed(look: SecondLook) -> Missed:
    tokenisation = look.pair.tokenisation
    if tokenisation is None:
        raise ValueError("a pair that was settled has its tokens")
    prompt = tokenisation.prompt
    tokens, tail = token_views(prompt.text, unpack(tokenisation.tokens), look.pair.locked)
    pieces = struck_through(tokens, tail, set(look.canonical))
    outcome = "" if look.outcome == Outcome.JUDGED else Outcome(look.outcome).label
    return Missed(look.pair, prompt.language, outcome, pieces)
