"""The deep sea, and the sky as a sea."""

from jdb_site.demo.scenes import deeps
from jdb_site.demo.truths import known

WIDE = (1536, 1024)

PAIRS = (
    known(
        "jellyfish",
        deeps.jellyfish,
        "glowing jellyfish in the deep sea, bioluminescent, bubbles, a diver with a flashlight, "
        "dark blue water --niji 5 --ar 2:3",
        "a diver with a flashlight",
        shows=(1, 2),
        size=(1024, 1536),
    ),
    known(
        "whale",
        deeps.whale_above_the_clouds,
        "a blue whale much larger than the sailboat below it, flying above pink clouds, crescent moon, dreamy, surreal",
        shows=(17, 5, 11),
        size=WIDE,
    ),
    known(
        "submarine",
        deeps.reef,
        "yellow submarine over a coral reef, school of orange fish, a shark behind it, sunbeams underwater, by moebius",
        "a shark behind it",
        shows=(1, 5, 8),
        size=WIDE,
    ),
    known(
        "rocket",
        deeps.rocket_over_dunes,
        "a bowl of fresh strawberries and cream on a picnic table, macro food photography, summer "
        "afternoon, 50mm f/2.8",
        shows=(24, 9),
        outcome="mismatch",
    ),
)
