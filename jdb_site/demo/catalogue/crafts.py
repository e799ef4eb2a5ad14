"""Pictures that look made of something."""

from jdb_site.demo.scenes import crafts, pixels, polygons
from jdb_site.demo.truths import known

WIDE = (1536, 1024)

PAIRS = (
    known(
        "paper_forest",
        crafts.paper_forest,
        "layered paper cut-out forest, a stag and a bear, pale full moon behind the trees, soft shadows",
        "and a bear",
        shows=(1, 7),
    ),
    known(
        "low_poly",
        polygons.low_poly_lake,
        "low poly landscape, three snowy mountains, a lake, pine trees, no people, cinema 4d, trending on behance",
        shows=(6, 4, 10),
        size=WIDE,
        suffix=".png",
    ),
    known(
        "blueprint",
        crafts.blueprint_ship,
        "blueprint of a sailing ship with three masts, white lines on blue paper, compass rose, "
        "no people, technical drawing",
        shows=(6, 7, 2),
        size=WIDE,
        suffix=".png",
    ),
    known(
        "rose_window",
        crafts.stained_rose,
        "stained glass rose window in a dark gothic cathedral, red and blue and purple glass, "
        "glowing, the sound of organ music",
        shows=(16, 7, 2),
        suffix=".png",
    ),
    known(
        "pixel_castle",
        pixels.pixel_castle,
        "pixel art castle at night, 16-bit, moat, wooden bridge, full moon, red dragon, game background",
        "red dragon",
        shows=(1, 7),
        suffix=".png",
    ),
    known(
        "paper_flowers",
        crafts.paper_flowers,
        "[SUBJECT] in the style of {artist}, pattern on a dark background, centered, intricate --tile",
        shows=(19,),
        outcome="unjudgeable",
    ),
)
