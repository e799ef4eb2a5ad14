"""Ponds, seas and skies."""

from functools import partial

from jdb_site.demo.scenes import waters
from jdb_site.demo.truths import known

WIDE = (1536, 1024)

PAIRS = (
    known(
        "koi_from_above",
        partial(waters.koi_pond, 7, lotus="#e87fa0"),
        "koi pond from above, seven orange and white koi, lily pads, one pink lotus, watercolor on paper --ar 1:1",
        shows=(4, 9, 2),
    ),
    known(
        "koi_zh",
        partial(waters.koi_pond, 5, deep="#2a3a5f"),
        "锦鲤池，俯视，五条锦鲤，睡莲叶，一只青蛙，水彩画",
        "一只青蛙",
        shows=(1, 4, 7),
        language="zh",
    ),
    known(
        "lighthouse_at_dusk",
        partial(waters.lighthouse, dusk=True),
        "a lighthouse on a cliff at dusk, beam of light over the sea, waves, cinematic, shot on 35mm f/1.8 ISO 100",
        shows=(9, 16),
    ),
    known(
        "lighthouse_at_noon",
        partial(waters.lighthouse, dusk=False),
        "red and white lighthouse at dusk, small house beside it, calm sea, nostalgic",
        "at dusk",
        shows=(16, 5, 11),
    ),
    known(
        "five_balloons",
        partial(waters.balloons, 5),
        "twelve hot air balloons over the desert at sunrise, warm light, wide shot --ar 3:2 --s 250 --v 5",
        "twelve",
        shows=(4, 9),
        size=WIDE,
    ),
)
