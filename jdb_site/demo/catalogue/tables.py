"""Still lifes."""

from functools import partial

from jdb_site.demo.scenes import tables
from jdb_site.demo.truths import known

PAIRS = (
    known(
        "green_apple",
        partial(tables.one_apple, "#9ac23a", "#5f9a2f"),
        "a red apple on a wooden table, window light, still life, realistic",
        "red",
        shows=(2, 7),
    ),
    known(
        "apples_alone",
        partial(tables.fruit_basket, bananas=False),
        "a wicker basket of apples and bananas on a white cloth, still life, oil painting",
        "and bananas",
        shows=(1, 7),
    ),
    known(
        "open_teapot",
        partial(tables.teapot, "#2f5fa0", ("#c9d6d0", "#5a6f74"), lid=False),
        "a blue teapot without a lid, rising steam, a cup of tea beside it, window light:: cozy::2 spoon::-0.5",
        shows=(6, 5, 11),
    ),
    known(
        "closed_teapot",
        partial(tables.teapot, "#b8452f", ("#efe0c0", "#8f7a5f"), lid=True),
        "red teapot without a lid, small white cup, porcelain, flower pattern, (masterpiece:1.2), ((best quality))",
        "without a lid",
        shows=(6, 10),
    ),
    known(
        "fruit_ko",
        partial(tables.fruit_basket, bananas=True),
        "사과와 바나나가 담긴 바구니, 배 세 개, 흰 천, 정물화",
        "배 세 개",
        shows=(1, 4, 7),
        language="ko",
    ),
    known(
        "red_apple",
        partial(tables.one_apple, "#d9382f", "#8f1f24", ("#a8bcc8", "#3f4f5f")),
        "viking warrior with a braided beard on a snowy mountain, dramatic lighting, concept art, "
        "by frank frazetta --v 4",
        shows=(24, 8),
        outcome="mismatch",
    ),
)
