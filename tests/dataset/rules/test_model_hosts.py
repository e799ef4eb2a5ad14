"""Which servers may be asked."""

import pytest

from dataset.rules.model_hosts import is_private, refusal

LISTED = ["gpu.example", "vllm:8000", "[fd00::7]:8000", "Mine.Example"]
NO_ADDRESS = "That is no address of a server, as https://api.openai.com/v1."


@pytest.mark.parametrize(
    "url",
    [
        "https://api.openai.com/v1",
        "https://API.openai.com:443/v1",
        "http://gpu.example/v1",
        "http://gpu.example:11434/v1",
        "http://vllm:8000/v1",
        "http://[fd00::7]:8000/v1",
        "https://mine.example/openai/v1",
    ],
)
def test_public_servers_and_those_that_are_listed_may_be_asked(url: str) -> None:
    assert refusal(url, LISTED) == ""


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://169.254.169.254/latest/meta-data", "169.254.169.254 is no server that may be asked."),
        ("http://127.0.0.1:6379/", "127.0.0.1 is no server that may be asked."),
        ("http://2130706433/v1", "2130706433 is no server that may be asked."),
        ("https://api.openai.com.evil.example/v1", "api.openai.com.evil.example is no server that may be asked."),
        ("https://api.openai.com./v1", "api.openai.com. is no server that may be asked."),
        ("http://vllm:8001/v1", "vllm is no server that may be asked."),
        ("http://[::ffff:127.0.0.1]/v1", "::ffff:127.0.0.1 is no server that may be asked."),
        ("http://api.openai.com/v1", "api.openai.com is asked by https, on its usual port."),
        ("https://api.openai.com:8443/v1", "api.openai.com is asked by https, on its usual port."),
        ("https://api.openai.com@gpu.example/v1", "The address of a server holds no name"),
        ("https://gpu.example/v1?next=1", "The address of a server holds no name"),
        ("file:///etc/passwd", NO_ADDRESS),
        ("gpu.example/v1", NO_ADDRESS),
        ("http://gpu.example:port/v1", NO_ADDRESS),
        ("http://[gpu/v1", NO_ADDRESS),
        ("", NO_ADDRESS),
    ],
)
def test_nothing_else_is_asked(url: str, why: str) -> None:
    assert refusal(url, LISTED).startswith(why)


def test_addresses_of_private_networks_are_told_from_public_ones() -> None:
    inside = ["10.0.0.7", "169.254.169.254", "127.0.0.1", "::1", "::ffff:10.0.0.7", "fe80::1%eth0", "0.0.0.0"]  # noqa: S104
    outside = ["104.18.7.192", "2606:4700::6812:7c0"]

    assert [one for one in [*inside, *outside] if is_private(one)] == inside
