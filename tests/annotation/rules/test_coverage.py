from annotation.rules.coverage import Gap, Kind, Reader, gaps

READER, SPARED = Reader(frozenset({"en", "ko"}), spared=False), Reader(frozenset({"en"}), spared=True)


def test_a_language_not_known_yet_is_everybodys():
    assert gaps([Kind("", False, 3)], [SPARED, Reader(frozenset(), spared=False)], wanted=2) == []


def test_gaps_come_with_those_that_wait_first_then_by_how_many_pairs():
    kinds = [Kind("ko", False, 5), Kind("en", True, 9), Kind("ja", False, 1), Kind("ja", True, 0), Kind("en", False, 7)]

    assert gaps(kinds, [READER, SPARED], wanted=2) == [
        Gap(Kind("ja", False, 1), 0, 0),
        Gap(Kind("en", True, 9), 1, 2),
        Gap(Kind("ko", False, 5), 1, 1),
    ]
