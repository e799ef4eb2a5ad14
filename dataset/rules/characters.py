"""Characters: the scripts, marks and signs that decide where a word ends, as bodies of regular-expression sets."""

# Scripts written without spaces. Kana lacks the middle dot (U+30FB, U+FF65), which joins names as a sign.
HAN = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3105-\u312f"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003347f"
)
KANA = "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\U0001aff0-\U0001b16f"
KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
SOUTH_EAST = (
    "\u0e01-\u0e3a\u0e40-\u0edf\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9fe\uaa60-\uaa7f"  # Thai, Lao, Myanmar, Khmer
)

SENTENCE = ".!?。！？…‥｡؟۔।॥"
SEMICOLON = ";；؛"
COMMA = ",，、､،"
COLON = ":："
BAR = "|｜¦"
HYPHEN = "\\-‐‑"
EN_DASH = "–−"
EM_DASH = "—―⸺"
DASH = HYPHEN + EN_DASH + EM_DASH
SLASH = "/\\\\／"

OPENING = "(\\[{<（【「『《〈［｛〔〖｢＜“‘«‹„‚¿¡"
CLOSING = ")\\]}>）】」』》〉］｝〕〗｣＞”’»›"
PAIRS = dict(zip("([{<（【「『《〈［｛〔〖｢＜“‘«‹", ")]}>）】」』》〉］｝〕〗｣＞”’»›", strict=True))
QUOTE = "\"'`＂"
APOSTROPHE = "'’"
BRACKET = "()\\[\\]{}<>（）【】「」『』《》〈〉［］｛｝〔〕〖〗｢｣＜＞“”‘’«»‹›„‚¿¡"

# Signs that are never part of a word: stars, bullets, arrows of markup, wave dashes.
SIGN = "*=~^•·●▪◦‣・･〜～※"

# Emoji: the bases, and what may follow one within a grapheme cluster (marks, selectors, skin tones, tags).
EMOJI = (
    "\u231a\u231b\u23e9-\u23fa\u2600-\u27bf\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff"
)
EMOJI_BY_SELECTOR = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u24c2\u25a0-\u25ff\u2934\u2935"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299"
)
FLAG_LETTER = "\U0001f1e6-\U0001f1ff"
EXTENDER = (
    "\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
    "\U000e0020-\U000e007f\U000e0100-\U000e01ef"
)
JOINER = "\u200d"

# Wide punctuation and scripts, around which running text has no spaces.
WIDE_MARKS = "\u3001-\u3003\u3008-\u3020\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"

NOT_WORD = SENTENCE + SEMICOLON + COMMA + COLON + BAR + DASH + SLASH + BRACKET + QUOTE + SIGN
