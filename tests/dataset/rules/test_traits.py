import pytest

from dataset.rules.traits import Trait, traits

REFERENCE, TEMPLATE, INSTRUCTION = Trait.NEEDS_REFERENCE_IMAGE, Trait.UNFILLED_TEMPLATE, Trait.INSTRUCTION


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a chibi version of the person in the photo", (REFERENCE,)),
        ("Turn this photo into a sticker", (REFERENCE, INSTRUCTION)),
        ("将照片里的两个人转换成Q版人物", (REFERENCE, INSTRUCTION)),
        ("以吉卜力风格重绘这张照片", (REFERENCE, INSTRUCTION)),
        ("사진 속 인물을 3D 캐릭터로 바꿔 주세요", (REFERENCE, INSTRUCTION)),
        ("create an image of a cat", (INSTRUCTION,)),
        ("请创作一套表情包", (INSTRUCTION,)),
        ("고양이를 그려줘", (INSTRUCTION,)),
        ("a portrait of [SUBJECT] at night", (TEMPLATE,)),
        ('{argument name="hero" default="fox"} in the rain', (TEMPLATE,)),
        ("a stamp of {City}, <your name>", (TEMPLATE,)),
        ("a card of {{company_name}}", (TEMPLATE,)),
        ("一只 [动物] 在雨中", (TEMPLATE,)),
        ('{"style": "3D", "colors": ["red"]}', (Trait.STRUCTURED,)),
        ("## Style\nflat\n## Light\nsoft", (Trait.STRUCTURED,)),
        ("Scene: a ship\nMood: calm\nLight: soft\nLens: 35mm", (Trait.STRUCTURED,)),
        ("https://a.b/c.png a cat", (Trait.IMAGE_PROMPT,)),
        ("a cat --iw .5", (Trait.IMAGE_PROMPT,)),
    ],
)
def test_a_trait_is_found_by_its_wording(text: str, expected: tuple[Trait, ...]) -> None:
    assert traits(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a cat wearing a red hat, octane render, 8k --ar 3:2",
        "cyber punk penthouse [at night]::3, an anime figure of [Jackie Chan], {Github} logo",
        "(masterpiece:1.2), [blurry], {red|green}, <lora:detail:0.8>",
        "a man in a picture frame, drawing of a cat, photo of a photo of a city",
        "two robots with brushes to create the most beautiful painting",
        "subject: kangaroo, subject detail: wearing orange hoodie",
        "将军站在山顶，创意海报",
        "一张自拍照，照片中清晰可见背景中的粉笔板",
        "붉은 한복을 입은 소녀, 사진",
    ],
)
def test_a_plain_prompt_has_none(text: str) -> None:
    assert traits(text) == ()


def test_too_long_is_more_than_400_words_or_6000_characters() -> None:
    assert traits("cat " * 400) == ()
    assert traits("cat " * 401) == (Trait.TOO_LONG,)
    assert traits("cat, 8k", n_words=401) == (Trait.TOO_LONG,)
    assert traits("c" * 6001) == (Trait.TOO_LONG,)
