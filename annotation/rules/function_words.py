"""
The words with a job in the sentence, by language and role.

What is in no list is a content word. Languages without lists are judged word by word, as they stand.
"""

from enum import StrEnum


class Role(StrEnum):
    """What a word does in its clause, as far as lists can tell."""

    CONTENT = "content"
    LOCKED = "locked"
    # Never judged alone: each follows the words that it introduces …
    ARTICLE = "article"
    CONJUNCTION = "conjunction"
    OF = "of"
    WITH = "with"
    # … or the words that it stands after: all of a modifier (的), or one word (了, が); と also joins.
    MODIFYING = "modifying"
    TRAILING = "trailing"
    JOINING = "joining"
    # Judged, yet nothing to see on their own.
    RELATION = "relation"
    DETERMINER = "determiner"
    DEGREE = "degree"


ATTACHED = frozenset({Role.ARTICLE, Role.CONJUNCTION, Role.OF, Role.WITH, Role.MODIFYING, Role.TRAILING, Role.JOINING})
JUDGED = frozenset({Role.CONTENT, Role.RELATION, Role.DETERMINER, Role.DEGREE})


def _roles(lists: dict[Role, tuple[str, ...]]) -> dict[str, Role]:
    return {word: role for role, lines in lists.items() for line in lines for word in line.split()}


ENGLISH = _roles(
    {
        Role.ARTICLE: ("a an the",),
        Role.CONJUNCTION: ("and or but nor & + and/or 'n' n'",),
        Role.OF: ("of",),
        Role.WITH: ("with w/",),
        Role.RELATION: (
            # place and direction
            "about above across after against along alongside amid amidst among amongst around as at atop before",
            "behind below beneath beside besides between beyond by down during for from in inside into like near next",
            "off on onto opposite out outside over past per than through throughout to toward towards under underneath",
            "until up upon via while within",
            # pronouns
            "i he she it they we you me him them who whom whose which that there here",
            # helping verbs ("can", "will" and "may" are things and names as well)
            "is are was were be been being am has have had having do does did could would should",
        ),
        Role.DETERMINER: (
            # counts
            "zero one two three four five six seven eight nine ten eleven twelve dozen dozens hundred hundreds",
            "thousand thousands several many few some any all both each every another single double triple multiple",
            # negation
            "no not without w/o never none neither",
            # whose, which
            "my your his her its our their this these those either",
        ),
        Role.DEGREE: ("very so too more most less least quite rather just only also even really",),
    }
)

# Before "of" these are words of place ("in front of"), elsewhere things or attributes ("a red top").
PLACES_BEFORE_OF = frozenset(
    {"front", "top", "back", "left", "right", "middle", "center", "centre", "bottom", "side", "inside", "outside"}
    | {"out", "ahead", "instead", "edge", "foot"}
)

CHINESE = _roles(
    {
        Role.CONJUNCTION: ("和 与 與 及 以及 或 或者 且 并 並 并且 並且 而 但 但是 跟",),
        Role.MODIFYING: ("的 之 地",),
        Role.TRAILING: ("了 着 著 过 過 得 们 們 吗 嗎 呢 吧 啊 等",),
        Role.RELATION: (
            "在 从 從 向 往 到 于 於 被 把 将 將 给 給 对 對 由 以 用 像 比",
            "上 下 里 裡 内 內 外 中 前 后 後 旁 边 邊 上面 下面 里面 裡面 外面 前面 后面 後面 旁边 旁邊 中间 中間",
            "之间 之間 之上 之下 之中 左边 右边 左侧 右侧 左邊 右邊 左側 右側 面前 身后 身後 身旁",
            "是 有 他 她 它 他们 她们 它们 他們 她們 它們 我 你 我们 你们 我們 你們 自己",
        ),
        Role.DETERMINER: (
            "一 二 两 兩 三 四 五 六 七 八 九 十 百 千 万 萬 几 幾 半 双 雙 许多 許多 很多 多 一些 几个 幾個",
            "个 個 只 隻 条 條 张 張 位 朵 座 棵 辆 輛 匹 幅",
            "一个 一個 一只 一隻 一条 一條 一张 一張 一位 一名 一朵 一座 一棵 一本 一件 一辆 一輛 一匹 一头 一頭",
            "一把 一幅 一片 一块 一塊 一群 两个 兩個 两只 兩隻 两位 兩位 三个 三個 三只 三隻 四个 四個 四只 四隻",
            "这 這 那 这个 這個 那个 那個 每 每个 每個 不 没 沒 没有 沒有 无 無 非 别 別",
        ),
        Role.DEGREE: ("很 非常 最 更 太 十分 极 極 极其 極其 特别 特別 都 也 还 還 正 正在",),
    }
)

JAPANESE = _roles(
    {
        Role.TRAILING: ("の は が を に へ で から まで より も ね よ な て には では への での からの",),
        Role.JOINING: ("と や か とか そして および または",),
        Role.RELATION: ("いる ある です ます だ である している した する 彼 彼女 それ これ あれ 私 ここ そこ",),
        Role.DETERMINER: (
            "一 二 三 四 五 六 七 八 九 十 一つ 二つ 三つ 一人 二人 三人 一匹 二匹 三匹 この その あの ない",
        ),
        Role.DEGREE: ("とても 非常に もっと 最も",),
    }
)

ROLES = {"en": ENGLISH, "zh": CHINESE, "ja": JAPANESE}

# Two of these around a conjunction describe one thing: in "a red and blue flag" the "and" introduces "blue" alone.
MODIFIERS = frozenset(
    word
    for line in (
        "red orange yellow green blue purple violet pink brown black white gray grey gold golden silver teal turquoise",
        "cyan magenta crimson scarlet beige ivory navy maroon indigo emerald",
        "红 红色 橙色 黄 黄色 绿 绿色 蓝 蓝色 紫 紫色 粉 粉色 棕色 黑 黑色 白 白色 灰 灰色 金 金色 银 银色",
        "紅 紅色 黃 黃色 綠 綠色 藍 藍色 銀 銀色",
    )
    for word in line.split()
)
