"""What a few questions say of a model."""

from dataset.rules.model_probes import Finding, Probe, findings, told_limits

WANTED = {"requests": 500, "tokens": 200_000}
GOOD = Probe(milliseconds=800, n_input=900, n_output=200, model="small-2026")


def test_a_model_that_does_all_that_is_wanted_shows_no_problem() -> None:
    slow = Probe(milliseconds=2_400, n_input=900, n_output=200, model="small-2026", limits={"requests": 500})

    assert findings([GOOD, GOOD, slow], WANTED) == [
        Finding("3 of 3 questions were answered"),
        Finding("3 of 3 answers kept to the schema"),
        Finding("tokens were told with each answer"),
        Finding("an answer takes 0.8 s, the slowest 2.4 s"),
        Finding("it calls itself small-2026"),
        Finding("the server lets 500 questions a minute through"),
    ]


def test_what_a_person_should_see_to_is_said_with_what_to_do() -> None:
    probes = [
        Probe(fault="denied", detail="Incorrect API key."),
        Probe(failures=("S2",), milliseconds=100, n_input=900, n_output=20, limits={"requests": 60, "tokens": 900_000}),
        Probe(failures=("W2",), milliseconds=100, limits={"requests": 60, "tokens": 900_000}),
    ]

    assert findings(probes, WANTED) == [
        Finding("2 of 3 questions were answered", True),
        Finding("Incorrect API key. See to the key, to what the account may use, and to MODEL_HOSTS", True),
        Finding("1 of 2 answers kept to the schema", True),
        Finding("codes that they broke: W2; such answers are asked for again"),
        Finding("tokens were told with 1 of 2 answers: what the others cost cannot be counted", True),
        Finding("an answer takes 0.1 s, the slowest 0.1 s"),
        Finding("it calls itself nothing"),
        Finding(
            "the server lets 60 questions a minute through; "
            "the profile allows 500: lower it, or questions wait for nothing",
            True,
        ),
        Finding("the server lets 900,000 tokens a minute through"),
    ]


def test_where_nothing_was_answered_nothing_more_is_said() -> None:
    assert [one.is_problem for one in findings([Probe(fault="late", detail="Request timed out.")], WANTED)] == [
        True,
        True,
    ]


def test_limits_are_read_where_they_are_numbers() -> None:
    told = {"x-ratelimit-limit-requests": "500", "x-ratelimit-limit-tokens": "many"}

    assert told_limits(told) == {"requests": 500}
    assert told_limits({}) == {}
