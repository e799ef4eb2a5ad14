from hypothesis import given
from hypothesis import strategies as st

from dataset.rules.digests import LineDigest


def digest_of(lines: list[bytes]) -> tuple[str, int]:
    digest = LineDigest()
    for line in lines:
        digest.add(line)
    return digest.hexdigest(), digest.rows


@given(st.permutations([b"a\n", b"b\n", b"c\n", b"c\n"]))
def test_the_order_of_lines_does_not_matter(lines: list[bytes]) -> None:
    assert digest_of(lines) == digest_of([b"a\n", b"b\n", b"c\n", b"c\n"])


def test_no_lines_are_zero_and_one_line_is_its_sha256() -> None:
    assert digest_of([]) == ("0" * 64, 0)
    assert digest_of([b"a\n"]) == ("87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7", 1)


def test_a_line_that_comes_twice_counts_twice() -> None:
    assert digest_of([b"a\n", b"a\n"]) != digest_of([b"a\n"])
    assert digest_of([b"a\n", b"a\n"]) != digest_of([])
