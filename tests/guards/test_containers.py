"""The containers, checked without an engine: linted, against the schema, and for what each service must have."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from jdb_site.frontdoor import programs

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
SERVICES = ["postgres", "redis", "migrate", "web", "worker", "media", "models", "stand-in", "beat"]
VARIABLE = re.compile(r"\$\{(?P<name>[A-Z_]+)(?P<rest>:[?-][^}]*)?\}")


def settings() -> dict[str, str]:
    """.env.example, filled in: what is left empty there gets a value."""
    lines = (ROOT / ".env.example").read_text().splitlines()
    pairs = [line.partition("=") for line in lines if re.match(r"[A-Z_]+=", line)]
    return {name: value or f"filled-in-{name.lower()}" for name, _, value in pairs}


def filled(text: str) -> str:
    """The text with every ${NAME} replaced, as docker compose does it."""
    values = settings()

    def value(found: re.Match[str]) -> str:
        if (name := found["name"]) in values:
            return values[name]
        assert (found["rest"] or "").startswith(":-"), f"{name} has no value in .env.example"
        return found["rest"].removeprefix(":-")

    return VARIABLE.sub(value, text)


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    services: dict[str, dict[str, Any]] = yaml.safe_load(filled(COMPOSE.read_text()))["services"]
    return services


def program(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def test_the_dockerfile_has_no_fault_that_hadolint_knows() -> None:
    done = subprocess.run([program("hadolint"), ROOT / "Dockerfile"], capture_output=True, text=True, check=False)

    assert (done.stdout, done.returncode) == ("", 0)


def test_the_compose_file_fits_its_schema() -> None:
    command = [program("check-jsonschema"), "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.stdout.strip(), done.returncode) == ("ok -- validation done", 0)


def test_the_services_are_the_shape_of_the_system(services: dict[str, dict[str, Any]]) -> None:
    assert sorted(services) == sorted(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_hardened_and_bounded(services: dict[str, dict[str, Any]], name: str) -> None:
    service = services[name]

    assert service["init"] is True
    assert service["read_only"] is True
    assert "/tmp" in service["tmpfs"]  # noqa: S108 (in the container)
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["pids_limit"] == 256
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_that_goes_on_says_whether_it_is_well(services: dict[str, dict[str, Any]], name: str) -> None:
    check = services[name]["healthcheck"]

    assert check == {"disable": True} if name == "migrate" else check["test"][0] in {"CMD", "CMD-SHELL"}


def test_servers_run_as_ordinary_users(services: dict[str, dict[str, Any]]) -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()

    assert [services[name]["user"] for name in ("postgres", "redis")] == ["999:999", "999:999"]
    assert re.findall(r"^USER (.*)$", dockerfile, re.MULTILINE) == ["10001:10001"]


def test_only_the_web_server_is_reached_from_outside_and_only_from_this_machine(
    services: dict[str, dict[str, Any]],
) -> None:
    networks = yaml.safe_load(COMPOSE.read_text())["networks"]

    assert {name: service["ports"] for name, service in services.items() if "ports" in service} == {
        "web": ["127.0.0.1:8000:8000"]
    }
    assert networks["inside"] == {"internal": True}
    assert [name for name in SERVICES if "outside" in services[name]["networks"]] == [
        "web",
        "worker",
        "media",
        "models",
    ]


def test_only_migrate_has_the_owner_of_the_tables(services: dict[str, dict[str, Any]]) -> None:
    given = {
        name: services[name]["environment"]["DATABASE_URL"]
        for name in ("migrate", "web", "worker", "media", "models", "beat")
    }
    roles = {name: dsn.removeprefix("postgres://").partition(":")[0] for name, dsn in given.items()}
    asked = [name for name in SERVICES if "strikeout_owner" in str(services[name].get("environment"))]

    assert roles == {
        "migrate": "strikeout_owner",
        "web": "strikeout_app",
        "worker": "strikeout_app",
        "media": "strikeout_app",
        "models": "strikeout_app",
        "beat": "strikeout_app",
    }
    assert asked == ["migrate"]


def test_nothing_serves_before_the_tables_are_there(services: dict[str, dict[str, Any]]) -> None:
    ready = {
        "migrate": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
    }

    assert [services[name]["depends_on"] for name in ("web", "worker", "media", "models", "beat")] == [ready] * 5


def test_the_queue_never_forgets_and_lives_on_a_disk(services: dict[str, dict[str, Any]]) -> None:
    command = services["redis"]["command"]

    assert command[command.index("--maxmemory-policy") + 1] == "noeviction"
    assert command[command.index("--appendonly") + 1] == "yes"
    assert services["redis"]["volumes"] == ["queue:/data"]
    assert (command[command.index("--maxmemory") + 1], services["redis"]["mem_limit"]) == ("384mb", "512m")


def test_the_stand_in_comes_only_where_it_is_asked_for(services: dict[str, dict[str, Any]]) -> None:
    assert {name: service["profiles"] for name, service in services.items() if "profiles" in service} == {
        "stand-in": ["stand-in"]
    }
    assert "environment" not in services["stand-in"]


def test_only_who_asks_models_has_their_keys(services: dict[str, dict[str, Any]]) -> None:
    assert [name for name in SERVICES if "OPENAI_API_KEY" in services[name].get("environment", {})] == ["models"]


def test_the_workers_of_the_containers_take_the_queues_of_the_one_of_the_front_door(
    services: dict[str, dict[str, Any]],
) -> None:
    commands = [services[name]["command"] for name in ("worker", "media", "models")]

    assert ",".join(command[command.index("--queues") + 1] for command in commands) == programs.QUEUES
    assert [command[: command.index("--loglevel")][-2:] for command in commands] == [programs.CALM] * 3


@pytest.mark.parametrize("name", ["worker", "media", "models"])
def test_a_worker_is_asked_by_the_name_that_it_bears(services: dict[str, dict[str, Any]], name: str) -> None:
    command, check = services[name]["command"], services[name]["healthcheck"]["test"][1]

    own = command[command.index("--hostname") + 1].removesuffix("%h")
    assert f'--destination "{own}$$HOSTNAME"' in check


@pytest.mark.parametrize("name", SERVICES)
def test_what_goes_on_is_started_again_whenever_it_ends(services: dict[str, dict[str, Any]], name: str) -> None:
    assert services[name]["restart"] == ("no" if name == "migrate" else "unless-stopped")


def test_the_image_starts_what_the_front_door_starts() -> None:
    line = re.findall(r"^CMD (\[.*\])$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    command = yaml.safe_load(line[-1])

    assert [argument for argument in programs.web("0.0.0.0", 8000)[4:] if argument not in command] == []  # noqa: S104


def test_the_image_gets_no_secret_and_no_demo() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()

    assert ignored[0] == "**"
    assert {"**/.*", "jdb_site/demo"} <= set(ignored)


@pytest.mark.parametrize("name", ["worker", "media", "models"])
def test_a_worker_is_stopped_softly_before_the_engine_loses_patience(
    services: dict[str, dict[str, Any]], name: str
) -> None:
    assert services[name]["environment"]["REMAP_SIGTERM"] == programs.SOFTLY["REMAP_SIGTERM"]
    assert int(services[name]["stop_grace_period"].removesuffix("s")) >= 2 * 30  # twice WORKER_STOPS_WITHIN
