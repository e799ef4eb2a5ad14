"""Strategies: prompts for property tests, from any string at all to what people write."""

from hypothesis import settings
from hypothesis import strategies as st


def examples(n: int) -> settings:
    """The same `n` examples on every run; the first may take long, for it reads dictionaries."""
    return settings(max_examples=n, derandomize=True, deadline=None, database=None)


_LATIN = "a an the cat red and or of in with by w/ 8k h f/1.8 y.o. 1,000 16:9 $5 é ½ # & _"
_SIGNS = ". .. ! , ; | : :: ::2 ::-1 — – - -- ( ) [ ] { } \" ' “ ” / \\ * ⏎ :1.2)"
_STRUCTURE = "--ar 3:2 --no text —style raw -v 4 http://a.b/c, <http://x.y>"
_WIDE = "水墨画 Q版 ， 。 い サー แมว 한복을 مدينة ، 👩‍🚀 ❤️ 🇰🇷 1️⃣"
_FRAGMENTS = f"{_LATIN} {_SIGNS} {_STRUCTURE} {_WIDE}".split()
_ODD = [
    "\ud800",
    "\u202e",
    "\u200b",
    "\u200d",
    "\u0301",
    "\ufe0f",
    "\xa0",
    "\u3000",
    "\n",
    "\r\n",
    "\t",
    "\x00",
    "--no a, b",
]

any_text = st.text(st.characters(exclude_categories=()), max_size=40)
fragments = st.lists(
    st.tuples(st.sampled_from(_FRAGMENTS + _ODD), st.sampled_from(["", " ", " ", "  ", "\n"])), max_size=16
).map(lambda pairs: "".join(part for pair in pairs for part in pair))
any_prompt = st.one_of(any_text, fragments)

_WORDS = [
    "a",
    "an",
    "the",
    "red",
    "old",
    "cat",
    "queen",
    "forest",
    "and",
    "of",
    "in",
    "with",
    "close-up",
    "8k",
    "🌙",
]
_phrase = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=6).map(" ".join)
_clause = st.one_of(_phrase, _phrase.map("({})".format), _phrase.map('"{}"'.format), _phrase.map("(({}:1.2))".format))
# Comma lists without a fault of their own: whatever is wrong in a clean prompt was made by the cleaning.
tidy_prompt = st.tuples(
    st.lists(_clause, min_size=1, max_size=5), st.sampled_from([", ", ". ", "; ", " — ", " | ", "\n", "::2 "])
).map(lambda parts: parts[1].join(parts[0]))
