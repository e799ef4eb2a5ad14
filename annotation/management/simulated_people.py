"""Accounts and sessions of made-up annotators."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from itertools import count, islice

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from annotation.actions import batches, onboarding, people
from annotation.actions.people import NewPerson
from annotation.choices import MemberState, Role
from annotation.models import Annotator, Batch, Member, User

ACTOR, NAME = "simulate_annotators", "sim-"


def account(number: int, reads: Sequence[str], now: datetime) -> Annotator:
    """The made-up annotator of that number, made when missing; they know the work already."""
    username = f"{NAME}{number:02}"
    user = User.objects.filter(username=username).first()
    if user is None:
        made = NewPerson(username, f"Simulated {number}", "", reads, f"{username}@simulated.example")
        user = people.add_person(person=made, roles=[Role.ANNOTATOR], actor=ACTOR, now=now)
        onboarding.skip(annotator=user.annotator, actor=ACTOR, now=now)
    found: Annotator = user.annotator
    return found


def join(batch: Batch, annotator: Annotator, now: datetime) -> None:
    """Make them a member, unless they are."""
    if not Member.objects.filter(batch=batch, annotator=annotator).exclude(state=MemberState.REMOVED).exists():
        batches.add_member(batch=batch, annotator=annotator, actor=ACTOR, now=now)


def crowd(n: int, reads: Sequence[str], now: datetime) -> list[Annotator]:
    """The first `n` of them who are not suspended."""
    found = (account(number, reads, now) for number in count(1))
    return [*islice((one for one in found if one.suspended_at is None), n)]


def session(user: User) -> str:
    """A session as signing in would begin it: forty passwords are not hashed for a trial."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return str(store.session_key)
