"""Rulings that come from questions: begun in a draft with what was asked and answered."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from annotation.actions import rulings
from annotation.actions.rulings import Wording
from annotation.choices import RulingDecision
from annotation.errors import AnnotationError
from annotation.models import GuidelineVersion, Ruling, Thread
from annotation.queries import threads
from annotation.queries.threads import Told
from annotation.rules.guidelines import LANGUAGES

LONGEST_TITLE = 150
LONGEST_PROMPT = 500
LONGEST_CODE = 48
ORIGINAL = LANGUAGES[0]


class NothingToRule(AnnotationError):
    """The thread is of no pair that is still there with its words."""

    code = "nothing_to_rule"


@transaction.atomic
def make_ruling(*, thread: Thread, actor: str, now: datetime) -> Ruling:
    """
    A ruling in the draft, or in a new one, that begins with the word, the question, the answer and the pair's picture.

    Asked again, it is the one that was begun.

    :raises NothingToRule: the thread has no words
    """
    draft = GuidelineVersion.objects.select_for_update().filter(published_at__isnull=True).first()
    draft = draft or rulings.begin_draft(actor=actor, now=now)
    begun = Ruling.objects.filter(guideline=draft, code=thread.ruling_code).exclude(code="").first()
    if begun is not None:
        return begun
    told = threads.one(thread.pk)
    if told is None or not told.tokens:
        raise NothingToRule("The pair of this thread has no words.")
    wording = first_wording(told)
    ruling = rulings.add_ruling(version=draft, code=free_code(told), wording=wording, actor=actor, now=now)
    Thread.objects.filter(pk=thread.pk).update(ruling_code=ruling.code)
    return ruling


def free_code(told: Told) -> str:
    """`asked-apple`, or the next that no version has."""
    stem = f"asked-{slugify(told.word)[:LONGEST_CODE]}".rstrip("-")
    taken = set(Ruling.objects.filter(code__startswith=stem).values_list("code", flat=True))
    n = 1
    while (code := stem if n == 1 else f"{stem}-{n}") in taken:
        n += 1
    return code


def first_wording(told: Told) -> Wording:
    """What the editor begins with. The texts are in the language of the first column until somebody translates them."""
    question = told.messages[0].text
    answers = [message.text for message in told.messages if message.author_id != told.thread.asked_by_id]
    text = {"title": told.word or question[:LONGEST_TITLE], "body": answers[-1] if answers else ""}
    language = told.language.partition("-")[0]
    listed = language if language in LANGUAGES else ORIGINAL
    matcher: dict[str, Any] | None = {"words": {listed: [told.word]}} if told.word else None
    example = {
        "prompt": told.text[:LONGEST_PROMPT],
        "picture": "",
        "struck": [],
        "language": listed,
        "image": str(told.image.public_id),
    }
    origin = question[:LONGEST_TITLE]
    return Wording(RulingDecision.JUDGE, matcher, {ORIGINAL: text}, [example], origin)
