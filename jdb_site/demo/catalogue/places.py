"""Places one can travel to."""

from jdb_site.demo.scenes import journeys, sights, skies, wilds
from jdb_site.demo.truths import known

TALL, WIDE = (1024, 1536), (1536, 1024)

PAIRS = (
    known(
        "moscow",
        sights.onion_domes,
        "Saint Basil's Cathedral in Moscow, winter night, falling snow, colorful onion domes, pine trees",
        shows=(13, 16),
    ),
    known(
        "viaduct",
        journeys.viaduct,
        "steam train crossing a stone viaduct, autumn forest, river below, smoke, wide angle",
        "river below",
        shows=(1, 16, 21),
        size=WIDE,
    ),
    known(
        "floating_island",
        skies.floating_island,
        "Create an image of a floating island with a white castle, a waterfall, clouds below, two "
        "dragons in the sky, epic",
        "two dragons in the sky",
        shows=(18, 11, 4),
        size=TALL,
    ),
    known(
        "elephant_and_mouse",
        wilds.savanna,
        "an elephant beside a much larger mouse, african savanna, acacia trees, sunset, golden grass",
        "much larger",
        shows=(17, 5, 16),
        size=WIDE,
    ),
    known(
        "desert_road",
        journeys.desert_road,
        "empty desert road, no people, saguaro cacti, red mountains, blue sky, shot on Canon EOS R5, 24mm f/8 ISO 100",
        shows=(6, 9),
        size=WIDE,
    ),
    known(
        "ringed_planet",
        skies.ringed_planet,
        "gas giant with rings and two moons, nebula, stars, octane render, 8k, 8k, hdr",
        "two",
        shows=(4, 10, 20),
    ),
    known(
        "waterfall",
        wilds.waterfall,
        "vertical composition, tall waterfall between cliffs, green plants, sunbeams, a rainbow, 1024x1536",
        "a rainbow",
        shows=(22, 1),
        size=TALL,
    ),
    known(
        "treehouse",
        wilds.treehouse,
        "Generate a picture of a treehouse at sunset, string lights, rope ladder, a tire swing, magical",
        "a tire swing",
        shows=(18, 1, 11),
    ),
)
