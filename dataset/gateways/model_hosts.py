"""
Each connection to a model's server is looked at before it is made, those that a server redirects to as well.

A profile may have been saved before a host was taken off the list; and a public name may lead into a private network.
"""

import asyncio
import socket
import time
from urllib.parse import urlsplit

import httpx2
import openai
from django.conf import settings

from dataset.rules.model_hosts import is_listed, is_private, refusal

LOOKED_UP_FOR = 60.0  # seconds that an answer about a name holds

Looked = dict[str, tuple[float, str]]


class AddressRefused(openai.APIConnectionError):
    """Nothing is asked there."""


def client() -> openai.DefaultHttpxClient:
    """Connections of one server that go nowhere else than they may."""
    looked: Looked = {}

    def guard(request: httpx2.Request) -> None:
        if why := refused(str(request.url)) or (private(request.url.host, looked) if must_be_public(request) else ""):
            raise AddressRefused(message=why, request=request)

    return openai.DefaultHttpxClient(event_hooks={"request": [guard]})


def async_client() -> openai.DefaultAsyncHttpxClient:
    """The same, for many questions at once."""
    looked: Looked = {}

    async def guard(request: httpx2.Request) -> None:
        why = refused(str(request.url))
        if not why and must_be_public(request):
            why = await asyncio.to_thread(private, request.url.host, looked)
        if why:
            raise AddressRefused(message=why, request=request)

    return openai.DefaultAsyncHttpxClient(event_hooks={"request": [guard]})


def refused(url: str) -> str:
    """Why nothing is asked there, by its name."""
    return refusal(url.partition("?")[0], settings.MODEL_HOSTS)


def must_be_public(request: httpx2.Request) -> bool:
    """Whether the name must lead to a public address: what was listed by name may lead anywhere."""
    return not is_listed(urlsplit(str(request.url)), settings.MODEL_HOSTS)


def private(host: str, looked: Looked) -> str:
    """Why nothing is asked there, by the addresses of that name; a name without any fails by itself."""
    found = looked.get(host)
    if found is None or found[0] < time.monotonic():
        try:
            addresses = {str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)}
        except OSError:
            addresses = set()
        inner = sorted(address for address in addresses if is_private(address))
        why = f"{host} leads to {inner[0]}, which is no public address." if inner else ""
        found = looked[host] = (time.monotonic() + LOOKED_UP_FOR, why)
    return found[1]
