import io
from collections.abc import Iterator

from django.core.management.base import OutputWrapper

from dataset.management.meters import Meter, rate, span
from dataset.management.sheets import sheet, shortened


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, *times: float) -> list[str]:
    """What is shown at these seconds, a tenth more of 1,000 done at each; the last one ends it."""
    seconds: Iterator[float] = iter([0.0, *times])
    meter = Meter(OutputWrapper(stream), "rows", clock=lambda: next(seconds))
    for step in range(1, len(times)):
        meter.show(step * 100, step / 10)
    meter.end(1000)
    return stream.getvalue().splitlines()


def test_a_line_a_second_tells_rate_and_time_left() -> None:
    assert told(io.StringIO(), 0.4, 1.0, 1.5, 2.0, 10.0) == [
        "rows: 200, 20%, 200/s, 8 s left",
        "rows: 400, 40%, 200/s, 4 s left",
        "rows: 1,000 in 10 s (100/s)",
    ]


def test_on_a_screen_the_line_is_written_again() -> None:
    stream = Screen()

    told(stream, 0.4, 1.0, 10.0)

    assert stream.getvalue() == "\r\x1b[Krows: 200, 20%, 200/s, 8 s left\r\x1b[Krows: 1,000 in 10 s (100/s)\n"


def test_seconds_and_rates_are_plain() -> None:
    assert [span(seconds) for seconds in (3, 89, 600, 7200)] == ["3 s", "89 s", "10 min", "2.0 h"]
    assert (rate(5000, 2), rate(5, 0)) == ("2,500/s", "0/s")


def test_columns_are_aligned_also_where_letters_are_wide() -> None:
    assert sheet([("a", 1234, "x"), ("狐狸", 5, "")]) == "  a     1,234  x\n  狐狸      5\n"
    assert sheet([]) == ""


def test_a_long_or_hostile_text_is_one_short_plain_line() -> None:
    assert shortened("a\x1b[31m\nb", 40) == r"a\x1b[31m\nb"
    assert shortened("abcdef", 4) == "abc…"
