"""What a question to a model is known by: hashes over everything that its answer depends on."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any


def canonical(value: object) -> bytes:
    """The one JSON of a value: keys sorted, no white space, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def sha256(value: object) -> bytes:
    return hashlib.sha256(canonical(value)).digest()


def template_sha256(
    *, task: str, text: str, schema: Mapping[str, Any], parameters: Mapping[str, Any], rules_version: str
) -> bytes:
    """What a template is, whatever it is called."""
    return sha256([task, text, schema, parameters, rules_version])


def job_key(
    *,
    task: str,
    prompt_sha256: bytes,
    template: bytes,
    model: str,
    lost: Collection[str] = (),
    is_trial: bool = False,
) -> bytes:
    """
    What a job asks: the same for the same text, template and model, whichever run it belongs to.

    An answer that held may hold no more when further words are struck: `lost` are the stems that it must not mention. A
    trial is a job of its own, since what it brings holds for nobody; the same questions cost nothing again. The rounds
    of a job share its key; the question of each round has a hash of its own.
    """
    beside = [sorted(lost)] if lost or is_trial else []
    return sha256([task, prompt_sha256.hex(), template.hex(), model, *beside, *(["trial"] if is_trial else [])])


def step_key(
    *, task: str, tree: int, stage: int, number: int, question: Mapping[str, Any], template: bytes, model: str
) -> bytes:
    """
    What a step of a style tree asks. Each tree asks for itself: what another asked already is in the cache.
    """
    return sha256([task, tree, stage, number, question, template.hex(), model])
