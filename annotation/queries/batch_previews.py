"""
What opening a batch would take: which pairs, of whose time how much, and who could be asked.

A corpus of more than some thousand pictures is looked at by a part of it, drawn by chance: counts are then about right.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Length

from annotation.choices import PairState
from annotation.models import Annotator
from annotation.queries import coverage, selections
from annotation.rules.batch_forecasts import LENGTHS, Expected, Rate, expected
from annotation.rules.coverage import Gap, Kind, gaps
from annotation.rules.paces import DayPrice
from annotation.rules.selections import Selection
from dataset.choices import MediaState, Sensitivity
from dataset.models import Image
from dataset.queries import scores
from dataset.rules.score_histograms import Histogram, histogram
from dataset.rules.score_limits import Kind as ScoreKind
from dataset.rules.score_limits import Limit, narrowing

# So many pictures are looked at one and all; of more, about so many are drawn, block by block of the table.
AT_ONCE = 20_000
DRAWN = 5_000
N_SHOWN = 12
N_PICTURES = "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'dataset_image'::regclass"
FROM = 'FROM "dataset_image"'

# Of the newest answers alone: as quick after a million, and true of the people and prompts of today.
RATES = f"""
WITH newest AS MATERIALIZED (
  SELECT id, pair_id, CASE WHEN revision = 1 AND active_ms > 0 THEN active_ms END AS took
    FROM annotation_judgment ORDER BY id DESC LIMIT 5000),
sized AS (
  SELECT n.took, width_bucket(char_length(w.text), ARRAY{[*LENGTHS]}) - 1 AS place,
         p.state = {PairState.SETTLED.value} AND row_number() OVER (PARTITION BY p.id ORDER BY n.id) = 1 AS settled,
         p.n_counted > p.wanted AS further
    FROM newest n
    JOIN annotation_batchpair p ON p.id = n.pair_id
    JOIN dataset_image i ON i.id = p.image_id
    JOIN dataset_prompt w ON w.id = i.prompt_id)
SELECT place, count(took), coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY took), 0) / 1000.0,
       count(*) FILTER (WHERE settled), count(*) FILTER (WHERE settled AND further)
  FROM sized GROUP BY place
"""  # noqa: S608  all parts are constants


class Seen(NamedTuple):
    """What is known of one picture that was looked at; `place` is that of its prompt in the lengths."""

    image: int
    language: str
    sensitivity: str
    media_state: str
    traits: list[str]
    judged: bool
    place: int
    nsfw: float | None
    clip: float | None
    shuffle: str

    def score(self, kind: ScoreKind) -> float | None:
        return self.nsfw if kind is ScoreKind.NSFW else self.clip


@dataclass(frozen=True)
class Looked:
    """
    The pictures that a selection speaks of, ready or not; each stands for `times` of them.

    Their scores are by whom the selection's thresholds speak of, `limits` by kind; without one by the newest scorer.
    """

    selection: Selection
    seen: list[Seen]
    times: float = 1.0
    limits: dict[ScoreKind, Limit] = field(default_factory=dict)

    @property
    def is_estimate(self) -> bool:
        return self.times > 1

    @cached_property
    def fitting(self) -> list[Seen]:
        """Those that a batch could take, in the order in which it would."""
        return sorted((one for one in self.seen if self.fits(one)), key=lambda one: (one.shuffle, one.image))

    def fits(self, one: Seen) -> bool:
        return self.fits_but_for_scores(one) and not self.beyond(one)

    def fits_but_for_scores(self, one: Seen) -> bool:
        ready = one.media_state == MediaState.READY and one.sensitivity != Sensitivity.BLOCKED
        return ready and not self.left_out(one) and not (self.selection.unjudged and one.judged)

    def beyond(self, one: Seen) -> list[ScoreKind]:
        """The kinds of score for which it is left out."""
        return [kind for kind, limit in self.limits.items() if not limit.fits(one.score(kind))]

    def histograms(self) -> list[Histogram]:
        """The scores of what fits otherwise, kind by kind, where there are any."""
        fitting = [one for one in self.seen if self.fits_but_for_scores(one)]
        found = [histogram(limit, [one.score(kind) for one in fitting]) for kind, limit in self.limits.items()]
        return [one for one in found if one.n_scored]

    def left_out(self, one: Seen) -> set[str]:
        """The traits for which it is left out."""
        return {*one.traits} - {*self.selection.traits}

    def about(self, n: int) -> int:
        return round(n * self.times)

    @property
    def n_picked(self) -> int:
        n = self.about(len(self.fitting))
        return n if self.selection.sample is None else min(n, self.selection.sample)


@dataclass(frozen=True, slots=True)
class Preview:
    """What opening a batch would take, and why it leaves the rest; of `n_looked_at` pictures, when that is a part."""

    n_found: int
    n_not_ready: int
    n_already_judged: int
    n_left_out_by_trait: dict[str, int]
    n_left_out_by_score: dict[str, int]
    histograms: list[Histogram]
    n_picked: int
    samples: list[Image]
    is_estimate: bool
    n_looked_at: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the batch takes; its pairs with too few readers, None while nobody is chosen."""

    expected: Expected
    gaps: list[Gap] | None
    n_chosen: int


def look(selection: Selection) -> Looked:
    """
    Three queries; one more where a source is named in a large corpus, and for each scorer that is spoken of.

    :raises NoSuchScorer: a threshold speaks of a scorer that there is not
    """
    limits = limits_by_kind(selection)
    n = n_pictures()
    if n > AT_ONCE and selection.source:
        n = min(n, Image.objects.filter(source=selection.source)[: AT_ONCE + 1].count())
    if n <= AT_ONCE:
        return Looked(selection, rows(selection, limits), limits=limits)
    share = DRAWN / n_pictures()
    return Looked(selection, rows(selection, limits, share), 1 / share, limits)


def limits_by_kind(selection: Selection) -> dict[ScoreKind, Limit]:
    """One of each kind, with its scorer; what the selection does not narrow is open."""
    narrow = {limit.kind: limit for limit in narrowing(selection.scores)}
    by = scores.by(narrow.values())
    return {kind: replace(narrow.get(kind, Limit(kind)), scorer=by[kind]) for kind in ScoreKind}


def n_pictures() -> int:
    """As the database last estimated: counting a million takes as long as looking at them."""
    with connection.cursor() as cursor:
        cursor.execute(N_PICTURES)
        return int(cursor.fetchone()[0])


def rows(selection: Selection, limits: Mapping[ScoreKind, Limit], share: float | None = None) -> list[Seen]:
    """All pictures of the selection's scope, or those in a share of the table, always the same; one query."""
    statement, arguments = wanted(selection, limits).query.sql_with_params()
    if share is not None:
        statement = statement.replace(FROM, f"{FROM} TABLESAMPLE SYSTEM ({100 * share:.6f}) REPEATABLE (1)", 1)
    with connection.cursor() as cursor:
        cursor.execute(statement, arguments)
        return [Seen(*row) for row in cursor.fetchall()]


def wanted(selection: Selection, limits: Mapping[ScoreKind, Limit]) -> QuerySet[Image, tuple[object, ...]]:
    longer = [When(characters__gte=least, then=Value(place)) for place, least in reversed([*enumerate(LENGTHS)])]
    known = selections.scope(selection).annotate(
        judged=selections.is_judged(),
        characters=Length("prompt__text"),
        place=Case(*longer, output_field=IntegerField(), default=Value(0)),
        **{selections.SHUFFLE: selections.shuffle_key(selection)},
        **{f"said_{kind}": scores.value(kind, limit.scorer) for kind, limit in limits.items()},
    )
    columns = ("pk", "prompt__language", "sensitivity", "media_state", "prompt__traits", "judged", "place")
    return known.order_by().values_list(*columns, "said_nsfw", "said_clip", selections.SHUFFLE)


def preview(looked: Looked) -> Preview:
    """One query."""
    seen, selection = looked.seen, looked.selection
    traits = Counter(trait for one in seen for trait in looked.left_out(one))
    beyond = Counter(str(kind) for one in seen for kind in looked.beyond(one))
    shown = [one.image for one in looked.fitting[: min(N_SHOWN, looked.n_picked)]]
    pictures = Image.objects.select_related("prompt").in_bulk(shown)
    return Preview(
        n_found=looked.about(len(seen)),
        n_not_ready=looked.about(sum(one.media_state != MediaState.READY for one in seen)),
        n_already_judged=looked.about(sum(one.judged for one in seen)) if selection.unjudged else 0,
        n_left_out_by_trait={trait: looked.about(n) for trait, n in sorted(traits.items())},
        n_left_out_by_score={kind: looked.about(n) for kind, n in sorted(beyond.items())},
        histograms=looked.histograms(),
        n_picked=looked.n_picked,
        samples=[pictures[key] for key in shown],
        is_estimate=looked.is_estimate,
        n_looked_at=len(seen),
    )


def outlook(looked: Looked, annotators: Iterable[Annotator], price: DayPrice, *, wanted: int, at_most: int) -> Outlook:
    """One query."""
    kinds, sizes = Counter[tuple[str, bool]](), Counter[int]()
    for language, sensitive, place, n in spread(looked):
        kinds[language, sensitive] += n
        sizes[place] += n
    readers = [coverage.reader(annotator) for annotator in annotators]
    found = [Kind(language, sensitive, n) for (language, sensitive), n in kinds.items()]
    return Outlook(
        expected=expected(sizes, rates(), price, wanted=wanted, at_most=at_most),
        gaps=gaps(found, readers, wanted) if readers else None,
        n_chosen=len(readers),
    )


def spread(looked: Looked) -> list[tuple[str, bool, int, int]]:
    """The pairs that would be picked by language, sensitive or not, and place in the lengths."""
    taken = looked.fitting if looked.is_estimate else looked.fitting[: looked.n_picked]
    each = looked.n_picked / len(taken) if taken else 0.0
    kinds = Counter((one.language, one.sensitivity == Sensitivity.SENSITIVE, one.place) for one in taken)
    return [(*kind, round(n * each)) for kind, n in sorted(kinds.items())]


def rates() -> dict[int, Rate]:
    """How long a pair takes, and how often it takes a further opinion, by length of prompt; one query."""
    with connection.cursor() as cursor:
        cursor.execute(RATES)
        return {
            place: Rate(timed, float(seconds), settled, further) for place, timed, seconds, settled, further in cursor
        }
