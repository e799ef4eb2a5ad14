"""An act in a process that may not grow: what needs more memory than it says fails there."""

import multiprocessing
import resource
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

import django

from dataset.gateways import examiners

P = ParamSpec("P")
T = TypeVar("T")


def within(n_bytes: int, act: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What a module's function gives, in a fresh process that may grow by so many bytes after its imports."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=django.setup) as one:
        return one.submit(_act, n_bytes, partial(act, *args, **named)).result()


def _act(n_bytes: int, act: Callable[[], T]) -> T:
    limit = examiners._size() + n_bytes
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    return act()
