"""Halves, and prompts that contradict themselves."""

from jdb_site.demo.scenes import splits
from jdb_site.demo.truths import known

PAIRS = (
    known(
        "day_and_night",
        splits.day_and_night,
        "split screen, the same house by day on the left and by night on the right, flat vector illustration --ar 3:2",
        shows=(22, 16),
        size=(1536, 1024),
    ),
    known(
        "two_seasons",
        splits.tree_in_four_seasons,
        "split screen, one tree, summer on the left, winter on the right, 2:3",
        "on the left",
        "on the right",
        shows=(22, 5, 16),
        size=(1024, 1536),
    ),
    known(
        "village",
        splits.village_by_night,
        "bright sunny day, starry night, mountain village, crescent moon, glowing windows, storybook art",
        "bright sunny day",
        shows=(20, 16, 7),
    ),
)
