"""What an answer costs, in tokens: one for every four characters begun."""

from dataclasses import dataclass
from typing import Any

CACHED_FROM = 1024  # tokens that a prompt must have in common with an earlier one
CACHED_BY = 128


@dataclass(frozen=True)
class Usage:
    """The tokens of one answer."""

    model: str
    prompt: int
    completion: int
    cached: int = 0

    def of_chat(self) -> dict[str, Any]:
        """As a chat completion says it."""
        return {
            "prompt_tokens": self.prompt,
            "completion_tokens": self.completion,
            "total_tokens": self.prompt + self.completion,
            "prompt_tokens_details": {"cached_tokens": self.cached, "audio_tokens": 0},
            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
        }


def of_batch(usages: list[Usage]) -> dict[str, Any]:
    """The sum of many, as a batch says it."""
    came, left = sum(usage.prompt for usage in usages), sum(usage.completion for usage in usages)
    return {
        "input_tokens": came,
        "input_tokens_details": {"cached_tokens": sum(usage.cached for usage in usages)},
        "output_tokens": left,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": came + left,
    }


def tokens(characters: int) -> int:
    """The tokens of a text of so many characters."""
    return -(-characters // 4)


def cached(prefix: int) -> int:
    """The tokens of a prefix, met before, that come from the cache."""
    return prefix // CACHED_BY * CACHED_BY if prefix >= CACHED_FROM else 0
