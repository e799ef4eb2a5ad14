"""The locks name no host and pin every file by its hash, so that any index serves them and none can change them."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LISTS = ["uv", "app", "scorers", "demo", "test"]
NODE = [ROOT / "frontend", ROOT / "requirements" / "chromium"]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>\S+)", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text()


def entries(name: str) -> list[str]:
    """Each requirement with its hashes as one line; no comments."""
    lines = [line for line in text(name).splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return "\n".join(lines).replace("\\\n", " ").splitlines()


def pins(name: str) -> set[tuple[str, str]]:
    """A package may stand twice, for two kinds of machine, at two versions."""
    return {(canonicalize_name(found["name"]), found["version"]) for found in PIN.finditer(text(name))}


def wanted(*groups: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    lines = [*project["project"]["dependencies"], *(line for g in groups for line in project["dependency-groups"][g])]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_names_no_host_and_no_index(name: str) -> None:
    assert re.findall(r"\w+://\S*|--(?:\w+-)*(?:index|links|host)\b.*|@ \S+", text(name)) == []


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_of_a_list_is_one_version_with_sha256_hashes_alone(name: str) -> None:
    shape = re.compile(r"^[A-Za-z0-9._-]+(\[[^]]*\])?==\S+( ; [^#]*?)?( +--hash=sha256:[0-9a-f]{64})+$")

    assert [entry for entry in entries(name) if not shape.match(entry.strip())] == []


def test_a_wider_list_holds_the_narrower_one_at_its_very_versions() -> None:
    assert pins("app") - pins("scorers") == set()
    assert pins("app") - pins("demo") == set()
    assert pins("demo") - pins("test") == set()


@pytest.mark.parametrize(("name", "groups"), [("app", []), ("demo", ["demo"]), ("test", ["demo", "test"])])
def test_what_pyproject_asks_for_is_locked_at_a_version_that_it_allows(name: str, groups: list[str]) -> None:
    locked = dict(pins(name))
    unmet = [
        str(requirement)
        for requirement in wanted(*groups)
        if not requirement.specifier.contains(locked.get(canonicalize_name(requirement.name), "0"), prereleases=True)
    ]

    assert unmet == []


def test_what_an_extra_asks_for_has_a_list_of_its_own_that_the_tests_hold() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    locked = dict(pins("scorers"))

    assert [*extras] == ["scorers"]
    assert [one for one in map(Requirement, extras["scorers"]) if not one.specifier.contains(locked[one.name])] == []
    assert pins("scorers") - pins("test") == set()


@pytest.mark.parametrize("folder", NODE, ids=lambda folder: folder.name)
def test_a_package_lock_names_no_address_and_has_the_integrity_of_every_package(folder: Path) -> None:
    packages = json.loads((folder / "package-lock.json").read_text())["packages"]
    packages.pop("")

    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")] == []


@pytest.mark.parametrize("folder", NODE, ids=lambda folder: folder.name)
def test_npm_is_told_to_leave_addresses_out(folder: Path) -> None:
    assert "omit-lockfile-registry-resolved=true" in (folder / ".npmrc").read_text().splitlines()


@pytest.mark.parametrize("folder", NODE, ids=lambda folder: folder.name)
def test_a_package_lock_is_of_its_package_json(folder: Path) -> None:
    written = json.loads((folder / "package.json").read_text())
    locked = json.loads((folder / "package-lock.json").read_text())["packages"][""]

    assert locked.get("dependencies") == written.get("dependencies")
    assert locked.get("devDependencies") == written.get("devDependencies")
