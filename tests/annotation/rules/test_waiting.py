from typing import Any

import pytest

from annotation.rules.waiting import WaitsFor, refusal, sentence

FACTS = {
    "source_key": "000/1.png",
    "round": 1,
    "judged": 2,
    "open": 1,
    "leased": 0,
    "desk_reason": "",
    "desk_words": [],
}
AT_DESK = FACTS | {"desk_reason": "unlike_outcomes", "desk_words": [1, 2]}


@pytest.mark.parametrize(
    ("waits_for", "facts", "text"),
    [
        (WaitsFor.OPINIONS, FACTS, "opinions: 2 judged, 0 being judged, 1 open"),
        (WaitsFor.DESK, AT_DESK, "the desk: unlike outcomes, 2 contested words"),
        (WaitsFor.PREPARATION, FACTS, "preparation"),
    ],
)
def test_a_pair_says_what_it_waits_for(waits_for: str, facts: dict[str, Any], text: str) -> None:
    assert sentence(waits_for, facts) == text


def test_a_refusal_counts_names_and_shows_the_three_ways_out() -> None:
    causes = {WaitsFor.DESK: 1, WaitsFor.OPINIONS: 2}

    said = refusal(causes, [("street-1", "desk", AT_DESK), ("street-1", "opinions", FACTS)])

    assert said == (
        "Nothing was written. Pairs unresolved: 3\n"
        "  waiting at the desk: 1\n"
        "  waiting for opinions: 2\n"
        "\n"
        "  street-1  000/1.png  the desk: unlike outcomes, 2 contested words\n"
        "  street-1  000/1.png  opinions: 2 judged, 0 being judged, 1 open\n"
        "  … and 1 more\n"
        "\n"
        "There are three ways out:\n"
        "  --partial      leave them out; unresolved.jsonl will say what each waits for\n"
        "  settle them    let the annotators finish, and decide on the desk's page what waits there\n"
        "  --provisional  settle those with at least one judgment by the present majority, marked provisional"
    )
