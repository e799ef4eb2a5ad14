"""Whether the server holds exactly what the annotators decided, once each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotation.choices import SlotState
from annotation.models import Annotator, Judgment, Slot

Row = tuple[str, int, str, tuple[int, ...], tuple[int, ...]]


def problems(story: Mapping[str, Any], me: Annotator, other: Annotator) -> list[str]:
    """What is wrong after a life; nothing when all is well."""
    found = [*story["problems"], *differences(story["acts"], me)]
    if Judgment.objects.filter(annotator=other).exists():
        found.append("a judgment stands under the name of somebody else")
    return [f"{story['seed']}: {one}" for one in found]


def miscounted(decisions: Sequence[tuple[str, tuple[int, ...]]], me: Annotator) -> Iterator[str]:
    """What stands on the server otherwise than hands decided it, each decision once."""
    wanted, found = Counter(decisions), Counter((row[2], row[3]) for row in kept(me))
    found["skipped", ()] = Slot.objects.filter(annotator=me, state=SlotState.SKIPPED).count()
    for decision, n in (wanted - found).items():
        yield f"lost or changed, {n} times: {decision}"
    for decision, n in (found - wanted).items():
        yield f"never decided so, {n} times: {decision}"


def differences(acts: Sequence[Mapping[str, Any]], me: Annotator) -> Iterator[str]:
    made = [act for act in acts if act["fate"] != "void"]
    wanted = sorted(decided(act) for act in made if act["kind"] != "skip")
    found = sorted(kept(me))
    for row in (row for row in wanted if row not in found):
        yield f"lost or changed: {row}"
    for row in (row for row in found if row not in wanted):
        yield f"never decided so: {row}"
    if len(found) != len({row[0] for row in found}):
        yield "kept twice"
    for act in made:
        if act["kind"] == "skip" and not passed_on(act["pair"], me):
            yield f"not skipped: pair {act['pair']}"


def decided(act: Mapping[str, Any]) -> Row:
    return (act["uuid"], act["pair"], act["outcome"], tuple(sorted(act["struck"])), tuple(sorted(act["unsure"])))


def kept(me: Annotator) -> Iterator[Row]:
    rows = Judgment.objects.filter(annotator=me)
    for uuid, pair, outcome, struck, unsure in rows.values_list(
        "submission_uuid", "pair_id", "outcome", "struck", "unsure"
    ):
        yield (str(uuid), pair, str(outcome), tuple(struck), tuple(unsure))


def passed_on(pair: int, me: Annotator) -> bool:
    return Slot.objects.filter(pair_id=pair, annotator=me, state=SlotState.SKIPPED).exists()
