"""What a person writes of a prompt, held against the rules for answers of models; nothing of it is mended."""

from collections.abc import Mapping
from dataclasses import replace

from dataset.rules.answer_checks import Subject, check
from dataset.rules.answers import GROUPS, SENTENCES, Checked, Code, Said
from dataset.rules.phrases import spans, words_of


def wrong(said: Said, subject: Subject) -> dict[str, str]:
    """
    The codes of the rules that it breaks, each in words; none where it may hold.

    A part that is written as empty says that there is nothing to say, and breaks no rule.
    """
    words = None if said.words is None else {group: [*said.words.get(group, ())] for group in GROUPS}
    kept = dict(words) if words and any(words.values()) else None
    told = Said(kept, said.caption or None, said.questions or None)
    checked = check(Checked(told), replace(subject, words=subject.words if words is None else words), b"")
    broken: dict[str, str] = {code: SENTENCES[code] for code in Code if code in {*checked.failures, *checked.repairs}}
    for code, dropped in (dropped_words(words, kept, subject.text) if words and kept else {}).items():
        broken[code] = f"{SENTENCES[code]}: {', '.join(dropped)}"
    return broken


def dropped_words(words: Mapping[str, list[str]], kept: Mapping[str, list[str]], prompt: str) -> dict[Code, list[str]]:
    """What a check of a model's answer would have left out, by the rule that it breaks."""
    found: dict[Code, list[str]] = {}
    folded = words_of(prompt)
    for group in GROUPS:
        for phrase in words[group]:
            if phrase not in kept[group]:
                found.setdefault(Code.COVERAGE if spans(phrase, folded) else Code.SPAN, []).append(phrase)
    return found
