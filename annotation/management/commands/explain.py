"""`manage explain ID`: a pair's whole life, as text."""

from argparse import ArgumentParser
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.choices import SkipReason, SlotState
from annotation.models import Judgment, Slot
from annotation.queries import images, lives
from annotation.rules.views import TokenView
from dataset.choices import Outcome, WordSource


class Command(BaseCommand):
    help = (
        "All that happened to a picture and its prompt: rounds, every opinion in all its revisions, decisions of the "
        "desk, verdicts, clean prompts, the record. Struck words stand [-so-]. Changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("id", help="its public id, its id in an export, its key in its source, or a pair's number")

    def handle(self, *args: Any, **options: Any) -> None:
        image = images.named(options["id"])
        if image is None:
            said = f"There is no picture {options['id']}, or more than one source has one of that name."
            raise CommandError(said)
        for line in story(lives.of(image)):
            self.stdout.write(line)


def story(life: lives.Life) -> Iterator[str]:
    """The lines of it."""
    image = life.image
    yield f"{image.public_id}  {image.source}: {image.source_key}  ({image.generator})"
    yield f"  {image.prompt.text}"
    for change in life.sensitivities:
        yield f"  {when(change)}  {change.before} → {change.after} by {change.actor}: {change.reason}"
    for withdrawal in life.withdrawals:
        yield f"  {when(withdrawal)}  withdrawn by {withdrawal.actor}: {withdrawal.reason}"
    for gold in life.gold:
        yield f"  {when(gold)}  gold, version {gold.number}, {'in use' if gold.in_use else 'taken out'}: {gold.reason}"
    for published in life.verdicts:
        yield from verdict_lines(published)
    for this in life.rounds:
        yield from round_lines(this)
    if life.exports:
        yield "\nExports"
    for one in life.exports:
        yield f"  {one.run.finished_at:%Y-%m-%d %H:%M}  export {one.run.pk} {one.says}  {one.clean_prompt}".rstrip()
    if life.record:
        yield "\nRecord"
    for entry in life.record:
        yield f"  {when(entry)}  {entry.actor}: {entry.act.replace('_', ' ')} {entry.detail or ''}".rstrip()


def verdict_lines(one: lives.Published) -> Iterator[str]:
    verdict = one.verdict
    standing = "current" if verdict.superseded_at is None else f"superseded {verdict.superseded_at:%Y-%m-%d %H:%M}"
    yield f"\nVerdict {verdict.number}, {standing}: {verdict.get_outcome_display()}"
    yield f"  {when(verdict)}  {verdict.source}, {verdict.method}, evidence {verdict.evidence_hash[:12]}"
    if verdict.outcome != Outcome.JUDGED:
        return
    yield f"  judged  {marked(one.tokens, one.tail, verdict.struck)}"
    yield f"  clean   {verdict.tidy_prompt.text if verdict.tidy_prompt else ''}"
    yield f"  strict  {verdict.strict_text}"
    for token in one.tokens:
        if token.word is not None and verdict.strikes[token.word]:
            votes = f"{verdict.strikes[token.word]} of {verdict.judged[token.word]}"
            yield f"    {token.text}: struck by {votes}, {WordSource(verdict.word_sources[token.word]).label}"
    for row in one.evidence:
        yield f"    {row.rater_key}  {row.outcome}  {marked(one.tokens, one.tail, row.struck)}"


def round_lines(this: lives.Round) -> Iterator[str]:
    pair = this.pair
    yield f"\nBatch {pair.batch.name}, round {pair.round}, pair {pair.pk}: {pair.get_state_display()}"
    for opinion in this.opinions:
        yield f"  {opinion.slot.annotator.user.username}: {state(opinion.slot)} {opinion.note}".rstrip()  # type: ignore[union-attr]  # who met it
        for judgment in opinion.revisions:
            yield from judgment_lines(this, judgment)
    for flag in this.flags:
        said = f"{', '.join(flag.reasons)} {flag.note}".rstrip()
        yield f"  {when(flag)}  {flag.annotator.user.username} flagged it: {said}"
    words = {token.word: token.text for token in this.tokens}
    for act in this.adjudications:
        struck = ", ".join(words[word] for word in act.struck) or "nothing"
        decided = f"struck {struck}" if act.outcome == Outcome.JUDGED else act.get_outcome_display()
        yield f"  {when(act)}  the desk, {act.adjudicator.username}: {decided} {act.note}".rstrip()


def judgment_lines(this: lives.Round, judgment: Judgment) -> Iterator[str]:
    versions = f"guideline {judgment.guideline.number}, {judgment.canonical_version}, told {judgment.receipt}"
    yield f"    {when(judgment)}  revision {judgment.revision}, {judgment.active_ms / 1000:.1f} s, {versions}"
    if judgment.outcome != Outcome.JUDGED:
        yield f"      {judgment.get_outcome_display()}"
        return
    yield f"      {marked(this.tokens, this.tail, judgment.struck)}"
    if judgment.canonical != judgment.struck:
        yield f"      counts as  {marked(this.tokens, this.tail, judgment.canonical)}"
    if judgment.unsure:
        words = {token.word: token.text for token in this.tokens}
        yield f"      unsure of  {', '.join(words[word] for word in judgment.unsure)}"


def state(slot: Slot) -> str:
    """That a pair was uncomfortable is told to nobody."""
    if slot.state == SlotState.SKIPPED and slot.skip_reason != SkipReason.UNCOMFORTABLE:
        return f"skipped, {SkipReason(slot.skip_reason).label}"
    return SlotState(slot.state).name.lower()


def marked(tokens: Sequence[TokenView], tail: str, struck: Collection[int]) -> str:
    """The prompt with its struck runs `[-so-]`."""
    parts: list[tuple[bool, str]] = []
    before = False
    for token in tokens:
        now = token.word is not None and token.word in struck
        parts += [(now and before, token.before), (now, token.text)]
        before = now
    parts.append((False, tail))
    runs = [(gone, "".join(text for _, text in run)) for gone, run in groupby(parts, key=lambda part: part[0])]
    return "".join(f"[-{text}-]" if gone and text else text for gone, text in runs)


def when(row: Any) -> str:
    return f"{row.created_at:%Y-%m-%d %H:%M}"
