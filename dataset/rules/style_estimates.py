"""How many questions a style tree takes, and how long they are, before anything is asked: by the sizes of its lists."""

from math import ceil

from dataset.rules.style_answers import StyleTask
from dataset.rules.style_assignments import CANDIDATES, STYLES, VOTES
from dataset.rules.style_merges import MOST, TOGETHER
from dataset.rules.style_relations import NEAREST, PAIRS

# JourneyDB came to 334 categories of 70,521 styles; where there are fewer styles, each category has some of them.
CATEGORIES, STYLES_A_CATEGORY = 400, 5
# Bytes of a category with its definition and five styles, and of its name with all above, as models write them.
CATEGORY, NAME = 300, 40
# Tokens of an answer where none was measured: an index and what stands round it for each style, groups with ids, a word
# for each pair, an index for each style.
GUESSED_OUTPUT = {
    StyleTask.PATCH: 2_400,
    StyleTask.MERGE: 4_000,
    StyleTask.RELATE: 250,
    StyleTask.ASSIGN: 200,
}


def longest_list(kind: StyleTask, n_styles: int) -> int:
    """Bytes that the list of a question has at most, beside its instructions; 0 for patches, which are known."""
    match kind:
        case StyleTask.MERGE:
            return min(MOST, n_styles) * CATEGORY
        case StyleTask.RELATE:
            return 2 * min(PAIRS, n_styles) * CATEGORY
        case StyleTask.ASSIGN:
            return min(STYLES, n_styles) * (CANDIDATES + 1) * NAME
    return 0


def n_merges(n_lists: int) -> int:
    """Questions of a tournament of eight, when every list of categories is short enough."""
    found = 0
    while n_lists > 1:
        n_lists = ceil(n_lists / TOGETHER)
        found += n_lists
    return found


def n_relations(n_styles: int) -> int:
    """Questions about pairs, when each category has as many pairs as are asked about."""
    categories = min(CATEGORIES, n_styles // STYLES_A_CATEGORY)
    return ceil(categories * NEAREST / 2 / PAIRS)


def n_assignments(n_styles: int, n_frequent: int) -> int:
    """Questions about where styles belong: all of them once, frequent ones in each further vote."""
    return ceil(n_styles / STYLES) + (VOTES - 1) * ceil(n_frequent / STYLES)
