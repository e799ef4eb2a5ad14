"""Animals on land."""

from functools import partial

from jdb_site.demo.scenes import animals
from jdb_site.demo.truths import known

NIGHT = ("#0f1b44", "#27407c", "#6d6fa8")
EVENING = ("#3b1c4d", "#a8435a", "#f59b52")

PAIRS = (
    known(
        "fox_in_snow",
        animals.fox_in_snow,
        "a red fox sitting in the snow, pine forest, falling snow, soft morning light, highly detailed --ar 1:1 --v 5",
        shows=(1, 2, 7),
    ),
    known(
        "three_cats",
        partial(animals.cats_on_a_fence, ("#20263c", "#c98a52", "#e8e2d6"), NIGHT, "#7d6a63", "#fff3cf"),
        "four cats sitting on a wooden fence under a full moon, starry night, storybook illustration",
        "four",
        shows=(4, 5),
    ),
    known(
        "four_cats",
        partial(animals.cats_on_a_fence, ("#141324",) * 4, EVENING, "#5a3340", "#ffcf8a"),
        "4 black cats on a fence, huge yellow moon, purple and orange sky, bats flying, spooky mood, digital art --v 4",
        "bats flying",
        shows=(1, 4, 11),
    ),
    known(
        "dog_and_horse",
        animals.dog_beside_horse,
        "a dog on a horse, green meadow with wildflowers, blue sky, children's book illustration",
        "on",
        shows=(5, 7),
    ),
    known(
        "green_hat",
        partial(animals.cat_portrait, "#8d93a3", ("#2f8f8c", "#123f48"), "#3f8f4a"),
        "studio portrait of a grey cat wearing a red hat, teal background, yellow eyes, sharp focus, 8k",
        "red",
        shows=(2, 10),
    ),
    known(
        "no_hat",
        partial(animals.cat_portrait, "#d98a4a", ("#e7b7a0", "#7d4a5a")),
        "portrait of an orange cat wearing a red hat, pink background, looking at the viewer",
        "wearing a red hat",
        shows=(3, 21),
    ),
)
