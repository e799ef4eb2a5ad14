"""Ink and woodblock."""

from jdb_site.demo.scenes import inks
from jdb_site.demo.truths import known

TALL = (1024, 1536)

PAIRS = (
    known(
        "mountains_zh",
        inks.ink_mountains,
        "水墨画，远山，云雾，一叶扁舟，松树，红日，飞鹤 --ar 2:3",
        "飞鹤",
        shows=(1, 7),
        language="zh",
        size=TALL,
    ),
    known(
        "bamboo_zh",
        inks.ink_bamboo,
        "水墨竹子，两只麻雀，留白，极简",
        "两只",
        shows=(4, 23),
        language="zh",
        size=TALL,
    ),
    known(
        "great_wave",
        inks.great_wave,
        "ukiyo-e woodblock print of a great wave, Mount Fuji in the distance, in the style of "
        "Hokusai, fishing boats, flat colors",
        "fishing boats",
        shows=(7, 8, 13),
        size=(1536, 1024),
    ),
)
