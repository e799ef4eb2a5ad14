"""The people of the demo: made with passwords of their own, and let in by one click."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from annotation.actions import onboarding, people
from annotation.actions.people import NewPerson
from annotation.choices import Role
from annotation.management import simulated_people
from annotation.models import Annotator, AuditEntry, User

ACTOR = "seed_demo"
VISITOR, MANAGER, NEWCOMER = "visitor", "ruth", "newcomer-"
CLERK, PAYROLL = "noor", "pia"
PAID = f"{simulated_people.NAME}02"  # one of the two weeks that nobody lived


@dataclass(frozen=True)
class Figure:
    """Somebody of the demo. The visitor has no password: the door lets them in."""

    username: str
    name: str
    role: Role
    languages: tuple[str, ...] = ()

    @property
    def email(self) -> str:
        return f"{self.username}@demo.example"


FIGURES = (
    Figure(MANAGER, "Ruth Adler", Role.MANAGER),
    Figure(PAYROLL, "Pia Lund", Role.PAYROLL),
    Figure(CLERK, "Noor Haddad", Role.PAYROLL),
    Figure("mina", "Mina Park", Role.ANNOTATOR, ("en", "ko")),
    Figure("tomas", "Tomás Rey", Role.ANNOTATOR, ("en", "ko", "zh")),
    Figure("lin", "Lin Wei", Role.ANNOTATOR, ("en", "zh")),
    Figure(VISITOR, "Visitor", Role.ANNOTATOR, ("en",)),
)
JUDGES = ("mina", "tomas", "lin")


@dataclass(frozen=True)
class Login:
    """One line of the file of logins."""

    role: str
    name: str
    email: str
    password: str


def make_people(*, logins: Path, renew: bool, now: datetime) -> list[Login]:
    """
    Make the accounts that are missing, and note their passwords, readable by the owner alone.

    Noted passwords stay, unless `renew`; where the file is lost, all get new ones.
    """
    noted = {} if renew else read(logins)
    found = [login(figure, noted.get(figure.email, ""), now) for figure in FIGURES]
    write(logins, [line for line in found if line.password])
    return found


def login(figure: Figure, noted: str, now: datetime) -> Login:
    """The account with the noted password, or a new one."""
    password = "" if figure.username == VISITOR else noted or secrets.token_urlsafe(12)
    user = User.objects.filter(username=figure.username).first() or make(figure, now)
    if password and not user.check_password(password):
        user.set_password(password)
        user.save(update_fields=["password"])
    return Login(figure.role, figure.name, figure.email, password)


def make(figure: Figure, now: datetime) -> User:
    """An account of somebody who knows the work already, if they do it."""
    user = join(figure, now)
    if figure.role == Role.ANNOTATOR:
        onboarding.skip(annotator=user.annotator, actor=ACTOR, now=now)
    return user


def join(figure: Figure, now: datetime) -> User:
    person = NewPerson(figure.username, figure.name, "", figure.languages, figure.email)
    return people.add_person(person=person, roles=[figure.role], actor=ACTOR, now=now)


def newcomer(now: datetime) -> User:
    """A fresh annotator account, who has yet to learn the work; each is another."""
    n = User.objects.filter(username__startswith=NEWCOMER).count() + 1
    return join(Figure(f"{NEWCOMER}{n}", "Newcomer", Role.ANNOTATOR, ("en",)), now)


def read(logins: Path) -> dict[str, str]:
    """Passwords by address, as they were noted; none when nothing was."""
    if not logins.is_file():
        return {}
    return {row["email"]: row["password"] for row in json.loads(logins.read_text())}


def write(logins: Path, lines: Sequence[Login]) -> None:
    logins.parent.mkdir(parents=True, exist_ok=True)
    logins.touch(mode=0o600)
    logins.chmod(0o600)
    logins.write_text(json.dumps([asdict(line) for line in lines], indent=1, ensure_ascii=False))


def made_here(username: str) -> User | None:
    """That account, if the seeding made it: no other is let in without a password."""
    makers = (ACTOR, simulated_people.ACTOR)
    made = AuditEntry.objects.filter(actor__in=makers, act="add_person", subject=f"user {username}")
    return User.objects.filter(username=username, is_active=True).first() if made.exists() else None


def annotators(usernames: Sequence[str]) -> list[Annotator]:
    return [*Annotator.objects.filter(user__username__in=usernames).select_related("user").order_by("user__username")]
