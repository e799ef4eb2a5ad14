"""Threads as they are read: by whoever answers them, and by those whom they concern."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform

from annotation.choices import ThreadKind
from annotation.models import Annotator, BatchPair, Meeting, Message, Notice, Thread, User
from annotation.rules.views import TokenView, token_views
from dataset.models import Image, Tokenisation
from dataset.rules.tokens import unpack

OF_PAIR = ("pair__image", "pair__batch", "pair__tokenisation__prompt")
OF_ANSWER = ("answer__item__image", "answer__item__gold__tokenisation__prompt")
OF_WORK = ("at_work__judgment__pair__batch", "at_work__gold__image", "at_work__gold__tokenisation__prompt")
OF_FLAG = tuple(f"flag__{path}" for path in OF_PAIR)
WITH = ("asked_by", *OF_PAIR, *OF_ANSWER, *OF_WORK, *OF_FLAG)


@dataclass(frozen=True, slots=True)
class Told:
    """A thread with what was said in it, in order, its picture, and its prompt word by word."""

    thread: Thread
    messages: list[Message]
    image: Image
    text: str
    language: str
    tokens: list[TokenView]
    tail: str

    @property
    def word(self) -> str:
        """The word that it is about; empty for the pair as a whole."""
        asked = self.thread.word
        return "" if asked is None else next(token.text for token in self.tokens if token.word == asked)


def waiting() -> QuerySet[Thread]:
    """Without an answer, the first due first."""
    return begun().filter(answered_at__isnull=True).order_by("due_at", "uuid")


def answered() -> QuerySet[Thread]:
    """The last answered first."""
    return begun().filter(answered_at__isnull=False).order_by("-answered_at", "uuid")


def begun() -> QuerySet[Thread]:
    """Threads with the `text` that began each; those on pay are nobody's but the payroll's."""
    first = Message.objects.filter(thread=OuterRef("pk")).order_by("created_at").values("text")[:1]
    return Thread.objects.exclude(kind=ThreadKind.PAY).select_related(*WITH).annotate(text=Subquery(first))


def notices(user: User, language: str = "en") -> QuerySet[Notice]:
    """What this person was told of, the newest first: a thread with the `text` that began it, rulings with a `line`."""
    first = Message.objects.filter(thread=OuterRef("thread")).order_by("created_at").values("text")[:1]
    found = Notice.objects.filter(user=user, event__isnull=True).select_related("guideline", "thread")
    line = KeyTextTransform(language, "guideline__notice")
    return found.annotate(text=Subquery(first), line=line).order_by("-created_at", "-pk")


def n_unread(user: User) -> int:
    return Notice.objects.filter(user=user, event__isnull=True, read_at__isnull=True).count()


def n_waiting() -> int:
    return Thread.objects.filter(answered_at__isnull=True).exclude(kind=ThreadKind.PAY).count()


def one(uuid: UUID) -> Told | None:
    """Two queries; None for a thread on pay, which has its place on the day's own page."""
    thread = Thread.objects.filter(pk=uuid).exclude(kind=ThreadKind.PAY).select_related(*WITH).first()
    if thread is None:
        return None
    messages = [*Message.objects.filter(thread=thread).select_related("author").order_by("created_at", "uuid")]
    image, tokenisation, locked = meant(thread)
    if tokenisation is None:
        return Told(thread, messages, image, "", "", [], "")
    prompt = tokenisation.prompt
    views, tail = token_views(prompt.text, unpack(tokenisation.tokens), locked)
    return Told(thread, messages, image, prompt.text, prompt.language, views, tail)


def meant(thread: Thread) -> tuple[Image, Tokenisation | None, dict[str, int]]:
    """The picture that a thread is about, its words once they are there, and those that are locked."""
    if thread.answer is not None:
        item = thread.answer.item
        return item.image, item.gold.tokenisation, item.gold.locked
    if thread.at_work is not None:
        gold = thread.at_work.gold
        return gold.image, gold.tokenisation, gold.locked
    pair = thread.about_pair
    if pair is None:
        raise ValueError("a thread is about a pair, an answer or a flag")
    return pair.image, pair.tokenisation, pair.locked


@dataclass(frozen=True, slots=True)
class About:
    """A pair with its prompt word by word."""

    pair: BatchPair
    tokens: list[TokenView]
    tail: str


def about(pair_id: int) -> About | None:
    """The pair of that number, once it has words."""
    pair = BatchPair.objects.filter(pk=pair_id).select_related("image", "tokenisation__prompt").first()
    if pair is None or pair.tokenisation is None:
        return None
    return About(pair, *token_views(pair.tokenisation.prompt.text, unpack(pair.tokenisation.tokens), pair.locked))


def has_met(annotator: Annotator, pair: BatchPair) -> bool:
    return Meeting.objects.filter(pair=pair, annotator=annotator).exists()


def is_told(thread: Thread, user: User) -> bool:
    return Notice.objects.filter(thread=thread, user=user).exists()
