"""Gardens and woods."""

from jdb_site.demo.scenes import festivals, gardens
from jdb_site.demo.truths import known

WIDE = (1536, 1024)

PAIRS = (
    known(
        "robot",
        gardens.robot_gardener,
        "a rusty robot watering flowers in a garden, orange butterfly on its head, sunny day, pixar style",
        shows=(21, 5, 7),
    ),
    known(
        "mushrooms",
        gardens.mushrooms,
        "three red mushrooms with white dots, a snail on the tallest one, forest floor, sunbeams, bokeh",
        shows=(4, 5, 9),
    ),
    known(
        "sunflower_field",
        gardens.sunflower_field,
        "close-up of a bee on a sunflower, blue sky, summer, field of sunflowers --ar 3:2 --q 2",
        "close-up",
        shows=(9, 16),
        size=WIDE,
    ),
    known(
        "panda_zh",
        gardens.panda_in_bamboo,
        "一只熊猫在竹林里吃竹子，戴着红色帽子，阳光，可爱",
        "戴着红色帽子",
        shows=(3, 21),
        language="zh",
    ),
    known(
        "moon_rabbit_zh",
        festivals.moon_rabbit,
        "中秋节，一只白兔，满月，红灯笼，月饼，桂花，8k --ar 2:3",
        shows=(1, 10),
        language="zh",
        size=(1024, 1536),
    ),
    known(
        "bears",
        festivals.bears_at_picnic,
        "a teddy bear and Pikachu having a picnic in the park, checkered cloth, detailed, realistic",
        "and Pikachu",
        shows=(13, 7),
        size=WIDE,
    ),
)
