"""Writing a new version of the guideline: a draft that is changed ruling by ruling, then published for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from annotation.actions import audit, reaches, threads
from annotation.choices import RulingDecision
from annotation.errors import AnnotationError
from annotation.models import GuidelineVersion, Reach, Ruling
from annotation.queries import guidelines
from annotation.rules import rulings


class DraftExists(AnnotationError):
    """Somebody began a draft before; there is one at a time."""

    code = "draft_exists"


class NotADraft(AnnotationError):
    """What was published stays as it is: judgments were made under it."""

    code = "not_a_draft"


class NotPublishable(AnnotationError):
    """A translation is missing, a matcher is none, or nothing is changed."""

    code = "not_publishable"


class CodeTaken(AnnotationError):
    """The draft has a ruling of that code."""

    code = "code_taken"


@dataclass(frozen=True, slots=True)
class Wording:
    """What a ruling says: its decision, words it speaks of, texts by language, examples with or without a picture."""

    decision: RulingDecision
    matcher: Mapping[str, Any] | None
    texts: rulings.Texts
    examples: Sequence[Mapping[str, Any]]
    origin: str = ""


def begin_draft(*, actor: str, now: datetime) -> GuidelineVersion:
    """
    Begin the next version with the rulings of the newest.

    :raises DraftExists: there is a draft
    """
    try:
        with transaction.atomic():
            newest = GuidelineVersion.objects.aggregate(number=Max("number"))["number"] or 0
            draft = GuidelineVersion.objects.create(number=newest + 1)
            earlier = guidelines.before(draft)
            if earlier is not None:
                Ruling.objects.bulk_create(copy(ruling, draft) for ruling in guidelines.rulings(earlier))
            note("begin_guideline", draft, actor, now)
    except IntegrityError as error:
        raise DraftExists("There is a draft already: go on with it, or drop it.") from error
    return draft


def copy(ruling: Ruling, draft: GuidelineVersion) -> Ruling:
    ruling.pk, ruling.guideline = None, draft
    return ruling


@transaction.atomic
def drop_draft(*, version: GuidelineVersion, actor: str, now: datetime) -> None:
    """
    Throw a draft away, with all that was changed in it.

    :raises NotADraft: it is published
    """
    draft = locked(version)
    note("drop_guideline", draft, actor, now)
    draft.delete()


@transaction.atomic
def change_ruling(*, version: GuidelineVersion, code: str, wording: Wording, actor: str, now: datetime) -> None:
    """
    Let a ruling of a draft say this. Translations may be missing until it is published.

    :raises NotADraft: it is published
    """
    draft = locked(version)
    before, after = content(draft, code), fields(wording)
    Ruling.objects.filter(guideline=draft, code=code).update(**after)
    changed = [name for name in after if name not in before or before[name] != after[name]]
    told = {"before": {name: before.get(name) for name in changed}, "after": {name: after[name] for name in changed}}
    note("change_ruling", draft, actor, now, ruling=code, **told)


@transaction.atomic
def add_ruling(*, version: GuidelineVersion, code: str, wording: Wording, actor: str, now: datetime) -> Ruling:
    """
    Add a ruling at the end of a draft.

    :raises NotADraft: it is published
    :raises CodeTaken: the draft has one of that code
    """
    draft = locked(version)
    if Ruling.objects.filter(guideline=draft, code=code).exists():
        raise CodeTaken("The draft has a ruling of that code.")
    last = Ruling.objects.filter(guideline=draft).aggregate(number=Max("number"))["number"] or 0
    ruling = Ruling.objects.create(guideline=draft, number=last + 1, code=code, **fields(wording))
    note("add_ruling", draft, actor, now, ruling=code, after=fields(wording))
    return ruling


@transaction.atomic
def remove_ruling(*, version: GuidelineVersion, code: str, actor: str, now: datetime) -> None:
    """
    Take a ruling out of a draft; the others keep their numbers, which annotators know.

    :raises NotADraft: it is published
    """
    draft = locked(version)
    before = content(draft, code)
    Ruling.objects.filter(guideline=draft, code=code).delete()
    note("remove_ruling", draft, actor, now, ruling=code, before=before)


@transaction.atomic
def seek_reach(*, version: GuidelineVersion, actor: str, now: datetime) -> Reach:
    """
    Count what the changes of a draft touch, in the background.

    :raises NotADraft: it is published
    :raises NotPublishable: a translation is missing, or a matcher is none
    :raises NothingNamed: no changed ruling names words
    """
    draft = locked(version)
    if problems := unpublishable(guidelines.rulings(draft)):
        raise NotPublishable("; ".join(problems))
    note("count_reach", draft, actor, now)
    return reaches.begin(version=draft, actor=actor, now=now)


@transaction.atomic
def publish(
    *,
    version: GuidelineVersion,
    reason: str,
    actor: str,
    now: datetime,
    order: reaches.Order = reaches.LEAVE,
    notice: Mapping[str, str] | None = None,
) -> None:
    """
    Publish a draft: annotators are told between two pairs, new batches are opened under it, and it stays as it is.

    :param order: what becomes of the pairs that it touches, in the background
    :param notice: the line by language in which those are told whom it concerns
    :raises NotADraft: it is published
    :raises NotPublishable: a translation is missing, a matcher is none, or nothing is changed
    :raises NotCounted: pairs would go elsewhere that nobody counted
    """
    draft = locked(version)
    own = guidelines.rulings(draft)
    if problems := unpublishable(own):
        raise NotPublishable("; ".join(problems))
    changed = guidelines.changed(draft, own)
    if not changed:
        raise NotPublishable("Nothing says anything else than the version before.")
    reaches.order(version=draft, wish=order, reason=reason, actor=actor, now=now)
    draft.published_at, draft.notice = now, {code: line for code, line in (notice or {}).items() if line}
    draft.save(update_fields=["published_at", "notice"])
    threads.tell_askers(version=draft, codes=[one.code for one in changed if one.how != "gone"], now=now)
    told: dict[str, Any] = {how: [one.code for one in changed if one.how == how] for how in ("new", "changed", "gone")}
    wished = {"settled": order.remedy.value, "not begun": "follow" if order.follows else "stay"}
    note("publish_guideline", draft, actor, now, reason=reason, **told, **(wished if order != reaches.LEAVE else {}))


def unpublishable(own: Sequence[Ruling]) -> list[str]:
    """What stands in the way of publishing these rulings, one line for each."""
    lines = [(one.code, rulings.missing(one.texts), rulings.problem(one.matcher)) for one in own]
    found = [f"{code}: no {', '.join(lacking)}" for code, lacking, _ in lines if lacking]
    return found + [f"{code}: {wrong}" for code, _, wrong in lines if wrong]


def locked(version: GuidelineVersion) -> GuidelineVersion:
    draft = GuidelineVersion.objects.select_for_update().filter(pk=version.pk, published_at__isnull=True).first()
    if draft is None:
        raise NotADraft("This version is published, or was dropped.")
    return draft


def fields(wording: Wording) -> dict[str, Any]:
    return {
        "decision": wording.decision,
        "matcher": wording.matcher,
        "texts": wording.texts,
        "examples": [*wording.examples],
        "origin": wording.origin,
    }


def content(draft: GuidelineVersion, code: str) -> dict[str, Any]:
    """What a ruling of the draft says now; empty when it has none of that code."""
    names = ("decision", "matcher", "texts", "examples", "origin")
    return dict(Ruling.objects.filter(guideline=draft, code=code).values(*names).first() or {})


def note(act: str, draft: GuidelineVersion, actor: str, now: datetime, **detail: Any) -> None:
    audit.record(actor=actor, act=act, subject=f"guideline {draft.number}", detail=detail, now=now)
