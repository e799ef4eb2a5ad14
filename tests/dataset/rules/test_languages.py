import pytest

from dataset.rules.languages import DETECTOR_VERSION, Detected, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("a cat, octane render, 8k --ar 3:2", "en"),
        ("greg rutkowski, alphonse mucha", "en"),
        ("samurai, ukiyo-e, hokusai", "en"),
        ("two cookies.", "en"),
        ('a sign that reads "你好世界你好世界", neon', "en"),
        ("水墨画，山水，少女在樱花树下 --niji 5", "zh"),
        ("少女，masterpiece, best quality, 水墨画山水樱花", "zh"),
        ("赤い竜とサイバーパンク都市の夜景", "ja"),
        ("붉은 한복을 입은 소녀, 벚꽃 나무, 4k", "ko"),
        ('"안녕하세요"', "ko"),
        ("مدينة مستقبلية، ليل، neon lights", "ar"),
        ("گربه سیاه روی بام", "fa"),
        ("чёрный кот на крыше, 8k", "ru"),
        ("чорний кіт на даху", "uk"),
        ("una gata negra sobre el tejado", "es"),
        ("eine schwarze Katze auf dem Dach, 8k", "de"),
        ("femme en robe rouge, lumière douce", "fr"),
        ("แมวดำบนหลังคา", "th"),
    ],
)
def test_a_prompt_is_in_this_language(text: str, language: str) -> None:
    assert detect(text).language == language


@pytest.mark.parametrize("text", ["", "☺ 🌙", "1:2, 3", "\ud800", "https://a.b/c --ar 3:2"])
def test_a_prompt_without_letters_of_its_own_is_undetermined(text: str) -> None:
    assert detect(text) == Detected("und", 0.0)


def test_the_confidence_says_how_much_of_the_text_is_in_the_script() -> None:
    assert detect("水墨画").confidence == 1.0
    assert detect("붉은 한복을 입은 소녀, 벚꽃 나무, abcd").confidence == 0.76
    assert detect("una gata negra sobre el tejado").confidence > detect("gato negro").confidence


def test_the_version_names_the_detector_and_its_release() -> None:
    assert DETECTOR_VERSION == "1-py3langid0.4.0"
