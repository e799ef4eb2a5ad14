"""Indoors."""

from functools import partial

from jdb_site.demo.scenes import rooms, stills
from jdb_site.demo.truths import known

WIDE = (1536, 1024)

PAIRS = (
    known(
        "sunflowers",
        stills.sunflowers_in_vase,
        "three sunflowers in a blue vase, oil painting by vincent van gogh, impasto",
        shows=(4, 7, 8),
        size=(1024, 1536),
    ),
    known(
        "birthday_cake",
        partial(stills.birthday_cake, 5),
        "birthday cake with six candles, colorful bunting, sprinkles, dark room, candle light",
        "six",
        shows=(4, 16),
    ),
    known(
        "vanitas",
        stills.vanitas,
        "vanitas still life, a skull on old books, a burning candle, an hourglass, silence, chiaroscuro",
        "an hourglass",
        shows=(1, 16, 7),
    ),
    known(
        "cat_on_table",
        rooms.cat_on_table,
        "kitchen table with a cat asleep underneath, bowl of red apples, window, blue sky",
        "underneath",
        shows=(5, 21),
    ),
    known(
        "cat_at_window_ko",
        rooms.cat_at_window,
        "창가에 앉은 고양이, 뒷모습, 화분 두 개, 따뜻한 오후 햇살, 8k",
        shows=(4, 10, 16),
        language="ko",
    ),
    known(
        "cat_by_the_fire",
        rooms.cat_by_the_fire,
        "a cat or a dog sleeping by the fireplace, cozy room, red rug, armchair, candles --ar 3:2",
        shows=(17, 11),
        size=WIDE,
    ),
    known(
        "cup_and_book",
        stills.books_and_cup,
        "an open book, a steaming cup on the left, warm lamp light, wooden table, quiet mood",
        "on the left",
        shows=(5, 22, 16),
        size=WIDE,
    ),
)
