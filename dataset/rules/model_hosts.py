"""Which servers may be asked: well-known public ones by https, and those that whoever runs the site has listed."""

from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

PUBLIC = (
    "api.anthropic.com",
    "api.deepseek.com",
    "api.fireworks.ai",
    "api.groq.com",
    "api.mistral.ai",
    "api.openai.com",
    "api.together.xyz",
    "api.x.ai",
    "eu.api.openai.com",
    "generativelanguage.googleapis.com",
    "ollama.com",
    "openrouter.ai",
    "us.api.openai.com",
)
PORTS = {"http": 80, "https": 443}


def refusal(url: str, listed: Iterable[str]) -> str:
    """
    Why nothing is asked at an address; empty where it may be.

    :param listed: hosts, each as `gpu.example`, or with the one port that is meant, as `gpu.example:8000`
    """
    parts = parsed(url)
    if parts is None or parts.scheme not in PORTS or not parts.hostname:
        return "That is no address of a server, as https://api.openai.com/v1."
    if parts.username or parts.password or parts.query or parts.fragment:
        return "The address of a server holds no name, no password, no question mark and no #."
    if is_listed(parts, listed):
        return ""
    if parts.hostname not in PUBLIC:
        return f"{parts.hostname} is no server that may be asked. Whoever runs this site lists it in MODEL_HOSTS."
    if (parts.scheme, parts.port or PORTS["https"]) != ("https", PORTS["https"]):
        return f"{parts.hostname} is asked by https, on its usual port."
    return ""


def is_listed(parts: SplitResult, listed: Iterable[str]) -> bool:
    """Whether somebody named this host, on any port or on this one."""
    port = parts.port or PORTS[parts.scheme]
    named = [found for entry in listed if (found := parsed(f"//{entry.strip()}")) is not None]
    return any(one.hostname == parts.hostname and one.port in (None, port) for one in named)


def parsed(url: str) -> SplitResult | None:
    """The parts of an address, its port among them; None where it has none that can be read."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def is_private(address: str) -> bool:
    """Whether an IP address is one of a network of its own, of this machine, or of none."""
    found = ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_global
