"""What opening a batch would take of people's time, and who of them could be asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Count, IntegerField, Value, When
from django.db.models.functions import Length

from annotation.choices import PairState
from annotation.models import Annotator
from annotation.queries import coverage, selections
from annotation.rules.batch_forecasts import LENGTHS, Expected, Rate, expected
from annotation.rules.coverage import Gap, Kind, gaps
from annotation.rules.selections import Selection
from dataset.choices import Sensitivity
from dataset.models import Image

# Of the newest answers alone: as quick after a million, and true of the people and prompts of today.
RATES = f"""
WITH newest AS MATERIALIZED (
  SELECT id, pair_id, CASE WHEN revision = 1 AND active_ms > 0 THEN active_ms END AS took
    FROM annotation_judgment ORDER BY id DESC LIMIT 5000),
sized AS (
  SELECT n.took, width_bucket(char_length(w.text), ARRAY{[*LENGTHS]}) - 1 AS place,
         p.state = {PairState.SETTLED.value} AND row_number() OVER (PARTITION BY p.id ORDER BY n.id) = 1 AS settled,
         p.n_counted > b.wanted AS further
    FROM newest n
    JOIN annotation_batchpair p ON p.id = n.pair_id
    JOIN annotation_batch b ON b.id = p.batch_id
    JOIN dataset_image i ON i.id = p.image_id
    JOIN dataset_prompt w ON w.id = i.prompt_id)
SELECT place, count(took), coalesce(percentile_cont(0.5) WITHIN GROUP (ORDER BY took), 0) / 1000.0,
       count(*) FILTER (WHERE settled), count(*) FILTER (WHERE settled AND further)
  FROM sized GROUP BY place
"""  # noqa: S608  all parts are constants


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the batch takes; its pairs with too few readers, None while nobody is chosen."""

    expected: Expected
    gaps: list[Gap] | None
    n_chosen: int


def outlook(selection: Selection, annotators: Iterable[Annotator], wanted: int, at_most: int) -> Outlook:
    """Two queries."""
    kinds, sizes = Counter[tuple[str, bool]](), Counter[int]()
    for language, sensitive, place, n in spread(selection):
        kinds[language, sensitive] += n
        sizes[place] += n
    readers = [coverage.reader(annotator) for annotator in annotators]
    found = [Kind(language, sensitive, n) for (language, sensitive), n in kinds.items()]
    return Outlook(
        expected=expected(sizes, rates(), wanted, at_most),
        gaps=gaps(found, readers, wanted) if readers else None,
        n_chosen=len(readers),
    )


def spread(selection: Selection) -> list[tuple[str, bool, int, int]]:
    """The pairs of a selection by language, sensitive or not, and place in the lengths; one query."""
    images = selections.picked(selection)
    if selection.sample is not None:
        images = Image.objects.filter(pk__in=images.values("pk"))
    longer = [When(size__gte=least, then=Value(place)) for place, least in reversed([*enumerate(LENGTHS)])]
    sized = images.order_by().annotate(
        size=Length("prompt__text"), place=Case(*longer, output_field=IntegerField(), default=Value(0))
    )
    counted = sized.values_list("prompt__language", "sensitivity", "place").annotate(n=Count("pk"))
    return [(language, kind == Sensitivity.SENSITIVE, place, n) for language, kind, place, n in counted]


def rates() -> dict[int, Rate]:
    """How long a pair takes, and how often it takes a further opinion, by length of prompt; one query."""
    with connection.cursor() as cursor:
        cursor.execute(RATES)
        return {
            place: Rate(timed, float(seconds), settled, further) for place, timed, seconds, settled, further in cursor
        }
