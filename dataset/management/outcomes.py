"""What an import came to, as text for a terminal."""

from collections.abc import Iterable

from dataset.actions.rehearsals import Tally
from dataset.choices import MediaState, RowVerdict, RunState
from dataset.management.sheets import sheet, shortened
from dataset.models import Image, ImportRun
from dataset.queries import corpus, imports
from dataset.queries.imports import ReasonCount
from dataset.rules.reasons import SENTENCES


def imported(run: ImportRun) -> str:
    """Rows and pictures by what became of them, then the source's pairs by language and trait."""
    return _rows(run) + _pictures(run) + _languages(run.source) + _where(run)


def rows(run: ImportRun) -> str:
    """Rows by what became of them; of their pictures and languages nothing is known yet."""
    return _rows(run) + _where(run)


def _rows(run: ImportRun) -> str:
    return counts(run) + ("Nothing was added.\n" if not run.n_added else "") + reasons(imports.by_reason(run))


def _where(run: ImportRun) -> str:
    return f"List the rows: import_report {run.pk}\n"


def counts(run: ImportRun) -> str:
    """The run in one line."""
    return (
        f"Import {run.pk} of {run.source}, {run.state}: {run.n_rows:,} rows: {run.n_added:,} added, "
        f"{run.n_known:,} known, {run.n_refused:,} refused.\n"
    )


def reasons(found: Iterable[ReasonCount]) -> str:
    """The reasons among rows or pictures, with their sentences."""
    return sheet((c.n_rows, c.verdict, c.reason, SENTENCES[c.reason]) for c in found if c.reason)


def _pictures(run: ImportRun) -> str:
    found = imports.pictures_by_reason(run)
    by_state = {state: sum(c.n_rows for c in found if c.verdict == state) for state in MediaState.values}
    if not found:
        return ""
    head = ", ".join(f"{n:,} {state}" for state, n in by_state.items() if n)
    return f"Pictures of the pairs added: {head}.\n{reasons(found)}"


def _languages(source: str) -> str:
    found = corpus.by_language(Image.objects.filter(source=source))
    traits = sorted({trait for language in found for trait in language.traits})
    rows = [(c.language or "not found yet", c.n_pairs, *(c.traits.get(trait, 0) for trait in traits)) for c in found]
    head = ("language", "pairs", *traits)
    return f"All pairs of {source} by language and trait:\n{sheet([head, *rows])}" if rows else ""


def rehearsed(tally: Tally, columns: str, *, only_errors: bool) -> str:
    """What a dry run found: counts, and the first few rows of each kind."""
    shown = {
        kind: samples for kind, samples in tally.samples.items() if not only_errors or kind[0] == RowVerdict.REFUSED
    }
    return (
        f"Dry run; nothing was written. {tally.counts.total():,} rows: {tally.n(RowVerdict.ADDED):,} would be added, "
        f"{tally.n(RowVerdict.KNOWN):,} are known, {tally.n(RowVerdict.REFUSED):,} would be refused.\n"
        + (f"Columns: {columns}\n" if columns else "")
        + reasons(ReasonCount(*kind, n) for kind, n in tally.counts.most_common())
        + "".join(_samples(*kind, tally) for kind in shown)
    )


def _samples(verdict: str, reason: str, tally: Tally) -> str:
    rows = ((f"row {s.number}", shortened(s.key, 60), shortened(s.text, 80)) for s in tally.samples[verdict, reason])
    return f"{verdict}{f', {reason}' if reason else ''}, for example:\n{sheet(rows)}"


def stopped(run: ImportRun) -> str:
    """What to tell someone who stopped the command."""
    if run.state == RunState.STOPPED:
        return f"Stopped after row {run.cursor:,}, which is in. The same command goes on there."
    return "Stopped. All rows are in; a worker, or the same command, goes on with pictures and languages."
