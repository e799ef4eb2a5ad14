"""
Somebody of each role, and something to ask for.

What is *own* belongs to ann's batch, and ann holds it; what is *foreign* belongs to bea's batch, and bea holds it; what
is *absent* is not there. Whoever works in the office sees both batches.
"""

import re
import uuid
from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test.client import Client
from django.utils import timezone

from annotation.actions import claims, groups, links, people
from annotation.choices import Role
from annotation.models import (
    Annotator,
    ApiToken,
    BatchPair,
    Flag,
    Group,
    QualificationItem,
    SetAside,
    Slot,
    Thread,
    User,
)
from dataset.gateways import storage
from dataset.models import Arrival, Image
from jdb_site.demo.knowledge import SOURCE
from tests.annotation.tables import RED, Table, put_in_place
from tests.conftest import SignIn
from tests.factories import (
    ApiTokenFactory,
    ArrivalFactory,
    BatchPairFactory,
    ExportRunFactory,
    FlagFactory,
    GoldAnswerFactory,
    ImageFactory,
    ImportRunFactory,
    MemberFactory,
    MessageFactory,
    NoticeFactory,
    QualificationAnswerFactory,
    QualificationItemFactory,
    SensitivityChangeFactory,
    SetAsideFactory,
    UserFactory,
)

# The columns of the table. `bea` is the annotator of another batch, `sus` held ann's pair too and is suspended since.
from tests.site.world_of_models import WorldOfModels
from tests.site.world_of_pay import WorldOfPay

PEOPLE = ("anonymous", "ann", "bea", "sus", "adj", "pay", "aud", "man")
ROLES = {"adj": Role.ADJUDICATOR, "pay": Role.PAYROLL, "aud": Role.AUDITOR, "man": Role.MANAGER}
ABSENT = 10**12


class World(WorldOfPay, WorldOfModels):
    def __init__(self) -> None:
        self.users: dict[str, User] = {name: UserFactory(username=name, roles=[role]) for name, role in ROLES.items()}
        ann, sus, bea = (MemberFactory(annotator__user__username=name) for name in ("ann", "sus", "bea"))
        sus.batch = ann.batch
        sus.save()
        self.users |= {member.annotator.user.username: member.annotator.user for member in (ann, sus, bea)}
        self.batch = ann.batch
        self.own = held(BatchPairFactory(batch=ann.batch), ann.annotator, sus.annotator)
        self.foreign = held(BatchPairFactory(batch=bea.batch), bea.annotator)
        self.items = {member.annotator.user.username: item_of(member.annotator) for member in (ann, bea)}
        man, now = self.users["man"], timezone.now()
        people.suspend(user=sus.annotator.user, reason="away", lock=False, actor=man, now=now)

    def value(self, name: str, which: str, route: str) -> Any:
        """What stands in the address for `<name>`."""
        here = which == "own"
        route = route.removeprefix("api/v1/")
        values: dict[str, Callable[[], Any]] = {
            "public_id": lambda: self.picture(which, route),
            "rendition": lambda: "1024",
            "name": lambda: self.name(route) if here else "no-such-thing",
            "annotator": lambda: self.users["ann"].annotator.pk if here else ABSENT,
            "answer": lambda: self.answer(route) if here else ABSENT,
            "flag": lambda: self.decided.pk if here else uuid.UUID(int=0),
            "kind": lambda: 0 if here else ABSENT,
            "code": lambda: "objects" if here else "none",
            "version": lambda: self.version(route) if here else ABSENT,
            "tree": lambda: self.style_tree if here else ABSENT,
            "other": lambda: self.style_version if here else ABSENT,
            "number": lambda: 1 if here else ABSENT,
            "username": lambda: "ann" if here else "nobody",
            "run": lambda: self.run(route) if here else ABSENT,
            "job": lambda: self.machine_job.pk if here else ABSENT,
            "prompt": lambda: self.prompt(route) if here else ABSENT,
            "halt": lambda: self.halt if here else ABSENT,
            "template": lambda: self.template if here else ABSENT,
            "model": lambda: self.profile if here else ABSENT,
            "arrival": lambda: self.arrival.key if here else uuid.UUID(int=0),
            "place": lambda: 0,
            "inside": lambda: "manifest.json",
            "pair": lambda: self.pair(route).pk if here else ABSENT,
            "thread": lambda: self.thread.pk if here else uuid.UUID(int=0),
            "act": lambda: self.act(route) if here else ABSENT,
            "asked": lambda: self.pay_asked if here else ABSENT,
            "day": lambda: "2026-11-02" if here else "never",
            "link": lambda: self.invitation.row.pk if here else ABSENT,
            "pk": lambda: self.api_token.pk if here else ABSENT,
            "token": lambda: self.token(route) if here else "guessed",
        }
        return values[name]()

    def parts(self, route: str, which: str) -> dict[str, Any]:
        """What stands in `api/v1/batches/<name>` for each part of it."""
        found = {name: self.value(name, which, route) for name in re.findall(r"<(\w+)>", route)}
        return {name: value if isinstance(value, int) else str(value) for name, value in found.items()}

    def picture(self, which: str, route: str) -> uuid.UUID:
        if which == "absent":
            return uuid.UUID(int=0)
        if route.startswith("demo/"):
            return self.drawn.public_id
        return (self.own if which == "own" else self.foreign).image.public_id

    def run(self, route: str) -> int:
        if route.startswith("runs/"):
            return self.machine_run
        if route.startswith("scores/"):
            return self.score_run
        return self.export if route.startswith("exports/") else self.own.image.run_id

    @cached_property
    def export(self) -> int:
        """One that waits for a worker."""
        return int(ExportRunFactory().pk)

    @cached_property
    def arrival(self) -> Arrival:
        """One that was looked at."""
        made: Arrival = ArrivalFactory(state="looked")
        return made

    def name(self, route: str) -> str:
        if route.startswith(("people/groups/", "groups/")):
            return self.group.name
        if route.startswith("pay/"):
            return self.pay_period
        return "judgments" if route.startswith("tables/") else self.batch.name

    def pair(self, route: str) -> BatchPair:
        return self.own if route.startswith(("pairs/", "proof-reading/", "me/")) else self.at_the_desk

    def token(self, route: str) -> str:
        return (self.invitation if route.startswith("join/") else self.reset).token

    def body(self, which: str) -> dict[str, Any]:
        """An answer to that pair, as the workbench sends it; skips and releases read their part of it."""
        pair = {"own": self.own, "foreign": self.foreign}.get(which)
        slot = Slot.objects.filter(pair=pair).first() if pair else None
        return {
            "uuid": str(uuid.uuid4()),
            "pair": pair.pk if pair else ABSENT,
            "slot": slot.pk if slot else ABSENT,
            "slots": [slot.pk if slot else ABSENT],
            "tokens_hash": pair.tokenisation.tokens_hash if pair and pair.tokenisation else "none",
            "outcome": "judged",
            "struck": [1],
            "asked": [1],
            "n": 1,
            "unsure": [],
            "reason": "cannot_judge",
            "reasons": ["violence"],
            "thing": "work",
            "result": self.on_gold if which == "own" else ABSENT,
            "text": "Is a toy dog a dog?",
            "ms": 900,
            "want": 1,
            "session": str(uuid.uuid4()),
            "seq": 1,
            "zone": "Asia/Seoul",
            "sent_at": timezone.now().isoformat(),
            "spans": [{"from_ms_ago": 60_000, "to_ms_ago": 0, "activity": "judging"}],
            "visible": True,
            "done": "consent",
            "item": {"own": self.items["ann"], "foreign": self.items["bea"]}.get(which, ABSENT),
        }

    @cached_property
    def at_the_desk(self) -> BatchPair:
        table = Table(split_to_desk=True)
        table.judge(0, RED)
        table.judge(1)
        table.judge(2, RED)
        return table.pair

    @cached_property
    def thread(self) -> Thread:
        """A question of ann's."""
        asked: Thread = MessageFactory(thread__pair=self.own, thread__asked_by=self.users["ann"]).thread
        NoticeFactory(thread=asked)
        return asked

    def answer(self, route: str) -> int:
        """A result of ann's: among her work, or in her test."""
        if route.startswith("me/gold/"):
            return self.on_gold
        return self.answered

    @cached_property
    def answered(self) -> int:
        return int(QualificationAnswerFactory(item=QualificationItem.objects.get(pk=self.items["ann"])).pk)

    @cached_property
    def on_gold(self) -> int:
        made = GoldAnswerFactory(judgment__annotator=self.users["ann"].annotator)
        put_in_place(made.judgment)
        return int(made.pk)

    @cached_property
    def decided(self) -> Flag:
        """A flag of ann's, and a person's word on it."""
        made: Flag = FlagFactory(pair=self.own, annotator=self.users["ann"].annotator)
        SensitivityChangeFactory(image=self.own.image, cause="hand", after="safe")
        return made

    @cached_property
    def set_aside(self) -> SetAside:
        act: SetAside = SetAsideFactory(annotator=self.users["ann"].annotator, created_at=timezone.now())
        return act

    @cached_property
    def invitation(self) -> links.IssuedLink:
        return links.invite(role=Role.ANNOTATOR, name="Mina", actor="man", now=timezone.now())

    @cached_property
    def reset(self) -> links.IssuedLink:
        return links.issue_reset(user=self.users["ann"], actor="man", now=timezone.now())

    @cached_property
    def api_token(self) -> ApiToken:
        """One of man's."""
        made: ApiToken = ApiTokenFactory(owner=self.users["man"], created_at=timezone.now())
        return made

    @cached_property
    def group(self) -> Group:
        return groups.make(name="north", actor="man", now=timezone.now())

    def act(self, route: str) -> int:
        return self.attendance if route.startswith("attendance") else int(self.set_aside.pk)

    @cached_property
    def drawn(self) -> Image:
        """A picture of the demo, which is nobody's secret."""
        image: Image = ImageFactory(source=SOURCE, run=ImportRunFactory(source=SOURCE))
        return image

    def put_pictures(self) -> None:
        for image in (self.own.image, self.foreign.image, self.drawn):
            default_storage.save(storage.rendition_name(str(image.sha256), 1024), ContentFile(b"webp"))

    def browser(self, name: str) -> Client:
        """Theirs, signed in, whatever the request before did."""
        client = self.browsers[name]
        client.cookies.clear()
        if name in self.users:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[name]
        return client

    @cached_property
    def browsers(self) -> dict[str, Client]:
        return {name: Client(raise_request_exception=False) for name in PEOPLE}

    @cached_property
    def sessions(self) -> dict[str, str]:
        return {name: session_of(user) for name, user in self.users.items()}


def session_of(user: User) -> str:
    """The key of a session of theirs that has begun."""
    client = SignIn(Client())(user)
    return str(client.session.session_key)


def item_of(annotator: Annotator) -> int:
    """A picture of an attempt to qualify that is going on."""
    return int(QualificationItemFactory(qualification__annotator=annotator).pk)


def held(pair: BatchPair, *holders: Annotator) -> BatchPair:
    """The pair, in these hands."""
    for holder in holders:
        claims.claim(annotator=holder, wanted=1, now=timezone.now())
    return pair
