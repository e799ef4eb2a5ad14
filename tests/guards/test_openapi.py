"""docs/openapi.yml is what the API is. `./run manage spectacular --file docs/openapi.yml` writes it anew."""

from pathlib import Path

from django.core.management import call_command

from tests.guards.sources import ROOT


def test_the_openapi_file_is_current(tmp_path: Path) -> None:
    call_command("spectacular", "--file", str(tmp_path / "openapi.yml"))

    assert (ROOT / "docs" / "openapi.yml").read_text() == (tmp_path / "openapi.yml").read_text()


def test_the_api_is_described_without_a_warning(tmp_path: Path) -> None:
    call_command("spectacular", "--file", str(tmp_path / "openapi.yml"), "--validate", "--fail-on-warn")

    assert (tmp_path / "openapi.yml").read_text().startswith("openapi: 3.")
