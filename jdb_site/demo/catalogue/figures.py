"""People in a landscape."""

from functools import partial

from jdb_site.demo.scenes import figures
from jdb_site.demo.truths import known

TALL, WIDE = (1024, 1536), (1536, 1024)

PAIRS = (
    known(
        "green_tree_ko",
        partial(figures.hanbok, blossoms=False),
        "한복을 입은 소녀, 벚꽃 나무 아래, 먼 산, 맑은 하늘, 수채화 --ar 2:3",
        "벚꽃",
        shows=(2, 5, 7),
        language="ko",
        size=TALL,
    ),
    known(
        "cherry_tree_ko",
        partial(figures.hanbok, blossoms=True),
        "활짝 핀 벚꽃 나무 아래 한복을 입은 소녀, 붉은 치마, 나비 세 마리, 봄",
        "나비 세 마리",
        shows=(1, 4, 16),
        language="ko",
        size=TALL,
    ),
    known(
        "no_lantern",
        partial(figures.misty_field, lantern=False),
        "A girl stands in a misty field at night. She holds a lantern. Fireflies everywhere. Crescent moon.",
        "She holds a lantern",
        shows=(21, 16),
    ),
    known(
        "lantern",
        partial(figures.misty_field, lantern=True),
        "a girl holding a glowing lantern in a field of fireflies, pine forest behind her, "
        "crescent moon, remembering her childhood",
        shows=(21, 16, 5),
    ),
    known(
        "moon_rider",
        figures.moon_rider,
        "astronaut riding a bicycle on the moon, planet earth in the sky, american flag, octane "
        "render, unreal engine 5, 8k, 8k",
        "american flag",
        shows=(1, 10, 20),
        size=WIDE,
    ),
    known(
        "umbrellas",
        figures.umbrellas,
        "a crowd of people with umbrellas in the rain, one red umbrella, grey city, moody --ar 3:2",
        shows=(4, 11),
        size=WIDE,
    ),
)
