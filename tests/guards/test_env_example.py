""".env.example explains every setting that the environment can give, and none that nothing reads."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECRET_FILE = "SECRET_KEY_FILE"  # read under a name that the settings put together


def read_by_settings() -> set[str]:
    """The first argument of every `env.…("NAME")` and `secret("NAME")` in the settings."""
    tree = ast.parse((ROOT / "jdb_site" / "settings.py").read_text())
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args]
    found = [call.args[0].value for call in calls if reads(call) and isinstance(call.args[0], ast.Constant)]
    return {str(name) for name in found} | {SECRET_FILE}


def reads(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(value=ast.Name(id="env"), attr=attr):
            return attr != "read_env"
        case ast.Name(id="secret"):
            return True
    return False


def explained() -> dict[str, str]:
    """Each variable of .env.example with the comment above it; one comment may stand above several."""
    found: dict[str, str] = {}
    comment, closed = "", True
    for line in (ROOT / ".env.example").read_text().splitlines():
        if setting := re.match(r"#?([A-Z][A-Z0-9_]*)=", line):
            found[setting[1]], closed = comment, True
        elif line.startswith("# "):
            comment, closed = line[2:] if closed else f"{comment} {line[2:]}", False
        else:
            comment, closed = "", True
    return found


def mentioned() -> set[str]:
    """Every name in capitals in what runs the application."""
    places = [ROOT / "jdb_site" / "settings.py", ROOT / "docker-compose.yml", *(ROOT / "jdb_site").rglob("*.py")]
    return {name for place in places for name in re.findall(r"[A-Z][A-Z0-9_]{2,}", place.read_text())}


def test_every_setting_is_explained() -> None:
    assert read_by_settings() - set(explained()) == set()


def test_nothing_is_explained_that_nothing_reads() -> None:
    assert set(explained()) - mentioned() - {SECRET_FILE} == set()


def test_every_explanation_is_a_sentence() -> None:
    assert [name for name, comment in explained().items() if not re.match(r"[A-Z1-9].*[.)']$", comment)] == []
