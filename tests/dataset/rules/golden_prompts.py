"""The 30 prompts that define the tokeniser and the cleaning: what is a word, what is locked, what a strike leaves."""

from typing import NamedTuple


class Golden(NamedTuple):
    """
    One prompt. `words` are split by spaces; `locked` are the tokens that nobody judges; `struck` are word indices.

    `strict` and `tidy` are the clean prompts at those levels.
    """

    prompt: str
    words: str
    locked: tuple[str, ...]
    struck: tuple[int, ...]
    strict: str
    tidy: str
    language: str = "en"


GOLDEN: dict[int, Golden] = {
    1: Golden(
        prompt="a cat wearing a red hat, octane render, 8k --ar 3:2 --v 5",
        words="a cat wearing a red hat octane render 8k",
        locked=("--ar 3:2", "--v 5"),
        struck=(6, 7),
        strict="a cat wearing a red hat, 8k --ar 3:2 --v 5",
        tidy="a cat wearing a red hat, 8k --ar 3:2 --v 5",
    ),
    2: Golden(
        prompt="a cat with a red hat on a table",
        words="a cat with a red hat on a table",
        locked=(),
        struck=(4, 5),
        strict="a cat with a on a table",
        tidy="a cat on a table",
    ),
    3: Golden(
        prompt="an elegant queen in golden armor, misty forest, 4k",
        words="an elegant queen in golden armor misty forest 4k",
        locked=(),
        struck=(1,),
        strict="an queen in golden armor, misty forest, 4k",
        tidy="a queen in golden armor, misty forest, 4k",
    ),
    4: Golden(
        prompt="portrait of the queen of hearts, 8k",
        words="portrait of the queen of hearts 8k",
        locked=(),
        struck=(3,),
        strict="portrait of the of hearts, 8k",
        tidy="portrait of hearts, 8k",
    ),
    5: Golden(
        prompt="a photo of a photo of a city",
        words="a photo of a photo of a city",
        locked=(),
        struck=(4,),
        strict="a photo of a of a city",
        tidy="a photo of a city",
    ),
    6: Golden(
        prompt="art by alphonse mucha and greg rutkowski",
        words="art by alphonse mucha and greg rutkowski",
        locked=(),
        struck=(2, 3),
        strict="art by and greg rutkowski",
        tidy="art by greg rutkowski",
    ),
    7: Golden(
        prompt="ravens and crows, dark sky",
        words="ravens and crows dark sky",
        locked=(),
        struck=(0,),
        strict="and crows, dark sky",
        tidy="crows, dark sky",
    ),
    8: Golden(
        prompt="woman with blue eyes and long hair",
        words="woman with blue eyes and long hair",
        locked=(),
        struck=(2, 3),
        strict="woman with and long hair",
        tidy="woman with long hair",
    ),
    9: Golden(
        prompt="electric guitar::3 floating ice crystals::1 bioluminescent fish::2 --s 600",
        words="electric guitar floating ice crystals bioluminescent fish",
        locked=("::3", "::1", "::2", "--s 600"),
        struck=(2, 3, 4),
        strict="electric guitar::3 bioluminescent fish::2 --s 600",
        tidy="electric guitar::3 bioluminescent fish::2 --s 600",
    ),
    10: Golden(
        prompt="cyber punk penthouse [at night]::3 photorealistic::5 dslr::3",
        words="cyber punk penthouse at night photorealistic dslr",
        locked=("::3", "::5", "::3"),
        struck=(3, 4, 6),
        strict="cyber punk penthouse::3 photorealistic::5",
        tidy="cyber punk penthouse::3 photorealistic::5",
    ),
    11: Golden(
        prompt="still life painting:: fruit::-0.5 --stylize 250",
        words="still life painting fruit",
        locked=("::", "fruit", "::-0.5", "--stylize 250"),
        struck=(2,),
        strict="still life:: fruit::-0.5 --stylize 250",
        tidy="still life:: fruit::-0.5 --stylize 250",
    ),
    12: Golden(
        prompt="unreal engine, artstation —ar 16:9 —style raw",
        words="unreal engine artstation",
        locked=("—ar 16:9", "—style raw"),
        struck=(2,),
        strict="unreal engine —ar 16:9 —style raw",
        tidy="unreal engine —ar 16:9 —style raw",
    ),
    13: Golden(
        prompt="one Pokémon --no human, text -AR 3:2",
        words="one Pokémon",
        locked=("--no human, text", "-AR 3:2"),
        struck=(0,),
        strict="Pokémon --no human, text -AR 3:2",
        tidy="Pokémon --no human, text -AR 3:2",
    ),
    14: Golden(
        prompt="https://s.mj.run/x, A vast cityscape, Wes Wilson style",
        words="A vast cityscape Wes Wilson style",
        locked=("https://s.mj.run/x,",),
        struck=(1,),
        strict="https://s.mj.run/x, A cityscape, Wes Wilson style",
        tidy="https://s.mj.run/x, A cityscape, Wes Wilson style",
    ),
    15: Golden(
        prompt="geodesic landscape, tadao ando, 4 k,",
        words="geodesic landscape tadao ando 4 k",
        locked=(),
        struck=(2, 3),
        strict="geodesic landscape, 4 k",
        tidy="geodesic landscape, 4 k",
    ),
    16: Golden(
        prompt="35mm f/1.8 lens, black/white photo, close-up of a 26 y.o. woman's face",
        words="35mm f/1.8 lens black white photo close-up of a 26 y.o. woman's face",
        locked=(),
        struck=(3, 9, 10),
        strict="35mm f/1.8 lens, white photo, close-up of a woman's face",
        tidy="35mm f/1.8 lens, white photo, close-up of a woman's face",
    ),
    17: Golden(
        prompt='cinematic still, (shallow depth of field), "OPEN" neon sign, rain',
        words="cinematic still shallow depth of field OPEN neon sign rain",
        locked=(),
        struck=(2, 3, 4, 5, 6),
        strict="cinematic still, neon sign, rain",
        tidy="cinematic still, neon sign, rain",
    ),
    18: Golden(
        prompt="a dog , a cat,, and a bird.",
        words="a dog a cat and a bird",
        locked=(),
        struck=(2, 3),
        strict="a dog, and a bird.",
        tidy="a dog, and a bird.",
    ),
    19: Golden(
        prompt="8k, 8k, ultra-detailed, uhd::, vray.",
        words="8k 8k ultra-detailed uhd vray",
        locked=("::",),
        struck=(1,),
        strict="8k, ultra-detailed, uhd::, vray.",
        tidy="8k, ultra-detailed, uhd::, vray.",
    ),
    20: Golden(
        prompt="the girl 👩‍🚀 on the moon 🌙 🇰🇷 flag",
        words="the girl 👩‍🚀 on the moon 🌙 🇰🇷 flag",
        locked=(),
        struck=(2, 7, 8),
        strict="the girl on the moon 🌙",
        tidy="the girl on the moon 🌙",
    ),
    21: Golden(
        prompt="水墨画，山水，少女在樱花树下 --niji 5",
        words="水墨画 山水 少女 在 樱花树 下",
        locked=("--niji 5",),
        struck=(3, 4, 5),
        strict="水墨画，山水，少女 --niji 5",
        tidy="水墨画，山水，少女 --niji 5",
        language="zh",
    ),
    22: Golden(
        prompt="赤い竜とサイバーパンク都市の夜景",
        words="赤い 竜 と サイバーパンク 都市 の 夜景",
        locked=(),
        struck=(0,),
        strict="竜とサイバーパンク都市の夜景",
        tidy="竜とサイバーパンク都市の夜景",
        language="ja",
    ),
    23: Golden(
        prompt="붉은 한복을 입은 소녀, 벚꽃 나무, 4k --ar 9:16",
        words="붉은 한복을 입은 소녀 벚꽃 나무 4k",
        locked=("--ar 9:16",),
        struck=(0, 4, 5),
        strict="한복을 입은 소녀, 4k --ar 9:16",
        tidy="한복을 입은 소녀, 4k --ar 9:16",
        language="ko",
    ),
    24: Golden(
        prompt="مدينة مستقبلية، ليل، neon lights",
        words="مدينة مستقبلية ليل neon lights",
        locked=(),
        struck=(2,),
        strict="مدينة مستقبلية، neon lights",
        tidy="مدينة مستقبلية، neon lights",
        language="ar",
    ),
    25: Golden(
        prompt="A girl in a field. She holds a lantern. Dusk",
        words="A girl in a field She holds a lantern Dusk",
        locked=(),
        struck=(5, 6, 7, 8),
        strict="A girl in a field. Dusk",
        tidy="A girl in a field. Dusk",
    ),
    26: Golden(
        prompt="two warriors — one red, one blue — fighting",
        words="two warriors one red one blue fighting",
        locked=(),
        struck=(2, 3),
        strict="two warriors — one blue — fighting",
        tidy="two warriors — one blue — fighting",
    ),
    27: Golden(
        prompt="gothic cathedral / ruins, 1920's, rock 'n' roll",
        words="gothic cathedral ruins 1920's rock 'n' roll",
        locked=(),
        struck=(2,),
        strict="gothic cathedral, 1920's, rock 'n' roll",
        tidy="gothic cathedral, 1920's, rock 'n' roll",
    ),
    28: Golden(
        prompt="city street ,neon lights,rain--ar 16:9",
        words="city street neon lights rain",
        locked=("--ar 16:9",),
        struck=(2, 3),
        strict="city street, rain --ar 16:9",
        tidy="city street, rain --ar 16:9",
    ),
    29: Golden(
        prompt="(masterpiece:1.2), ((best quality)), 1girl, solo",
        words="masterpiece best quality 1girl solo",
        locked=(),
        struck=(0,),
        strict="((best quality)), 1girl, solo",
        tidy="((best quality)), 1girl, solo",
    ),
    30: Golden(
        prompt="a crowd of 12 people, no text, empty sky",
        words="a crowd of 12 people no text empty sky",
        locked=(),
        struck=(3, 5, 6),
        strict="a crowd of people, empty sky",
        tidy="a crowd of people, empty sky",
    ),
}
