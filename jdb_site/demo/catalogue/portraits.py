"""People close up."""

from jdb_site.demo.scenes import portraits
from jdb_site.demo.truths import known

TALL = (1024, 1536)

PAIRS = (
    known(
        "raincoat",
        portraits.yellow_raincoat,
        "portrait of a woman in a yellow raincoat, freckles, rain, wearing brown leather boots, looking at the camera",
        "wearing brown leather boots",
        shows=(15, 21),
    ),
    known(
        "red_scarf",
        portraits.red_scarf,
        "young Korean woman, 26 y.o., short black hair, red scarf, autumn colors, golden bokeh, 85mm f/1.4 --v 5",
        shows=(14, 9, 2),
    ),
    known(
        "fisherman",
        portraits.fisherman,
        "portrait of an old fisherman with kind eyes behind dark sunglasses, grey beard, blue "
        "sweater, sailboats, seagulls --ar 2:3",
        shows=(15, 14, 11),
        size=TALL,
    ),
    known(
        "superhero",
        portraits.superhero,
        "make the person in the photo a superhero, comic book style, red cape, full body",
        shows=(19, 18),
        outcome="unjudgeable",
        size=TALL,
        suffix=".png",
    ),
    known(
        "kite",
        portraits.kite_on_the_beach,
        "a girl running on the beach with a red and yellow kite, calm sea, seashell in the sand, summer day --ar 3:2",
        "running",
        shows=(21, 16),
        size=(1536, 1024),
    ),
)
