from jdb_site.frontdoor.deaths import MOST, WITHIN, Deaths


def test_a_part_that_dies_now_and_then_is_started_again() -> None:
    deaths = Deaths()

    assert [deaths.too_many("web", at * WITHIN / MOST) for at in range(5 * MOST)] == [False] * 5 * MOST


def test_a_part_that_dies_again_and_again_is_told_whatever_the_others_do() -> None:
    deaths = Deaths()

    assert [deaths.too_many("web", at) for at in range(MOST + 1)] == [False] * MOST + [True]
    assert deaths.too_many("worker", MOST) is False
