"""Birds."""

from jdb_site.demo.scenes import birds
from jdb_site.demo.truths import known

PAIRS = (
    known(
        "owl",
        birds.owl_by_moonlight,
        "an owl on a branch in the moonlight, big yellow eyes, autumn leaves, silent night, "
        "art by greg rutkowski and artgerm, trending on artstation, 8k",
        shows=(8, 10, 16),
    ),
    known(
        "sparrow",
        birds.little_brown_bird,
        "a sparrow on a snowy branch, red berries, winter, bokeh, very peaceful",
        shows=(23, 9, 11),
    ),
    known(
        "parrot",
        birds.parrot,
        "a crow on a branch in the jungle, tropical flowers, sunbeams --ar 2:3 --v 5.1",
        "a crow",
        shows=(23, 5),
        size=(1024, 1536),
    ),
    known(
        "penguins",
        birds.penguin_crowd,
        "a crowd of penguins on the ice, aurora borealis, snowy mountains, icebergs, stunning, hyperdetailed",
        shows=(4, 5, 10),
        size=(1536, 1024),
    ),
)
