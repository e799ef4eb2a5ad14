"""The load under which the parts die: a crowd of annotators, an import, exports, batches; and what is left of it."""

import argparse
import http.client
import random
from io import StringIO
from typing import Any

from django.core.management import CommandError, call_command
from django.db import Error, connection

from annotation.models import Judgment
from bench.crowd import checks, people
from bench.crowd.crews import Crew, logs
from bench.crowd.tabs import CSRF, Plan
from bench.deaths import ends
from bench.deaths.jobs import Job, Wave, write_pictures
from bench.deaths.sites import Site
from dataset.choices import MediaState
from dataset.models import Image
from jdb_site.frontdoor import ports, processes

N_PROCESSES, N_TABS = 2, 2
EARLY = "early"
N_EARLY = 12
FIRST = 10  # waves at once, so that nobody is out of work before the last death
QUIET: dict[str, Any] = {"stdout": StringIO(), "stderr": StringIO()}


class Load:
    def __init__(self, asked: argparse.Namespace, site: Site) -> None:
        self.asked, self.site = asked, site
        self.folder = site.folder.path
        self.staff = people.annotators(asked.annotators)
        self.waves: list[Wave] = []
        trees = {name: self.folder / name for name in (EARLY, ends.PICTURES)}
        write_pictures(trees[EARLY], range(N_EARLY))
        write_pictures(trees[ends.PICTURES], range(N_EARLY, N_EARLY + asked.pictures))
        out = str(self.folder / "test-set")
        export = ["export_test_set", "--batch", EARLY, "--partial", "--replace", "--out", out]
        self.imports = Job(["import_pairs", str(trees[ends.PICTURES])], site.env, self.folder / "import.log")
        self.exports = Job(export, site.env, self.folder / "export.log", for_ever=True)
        call_command("import_pairs", str(trees[EARLY]), "--inline", **QUIET)

    def start(self) -> None:
        """The site serves, the crowd works, the commands run."""
        self.site.serve()
        if not processes.wait_for(self.is_served, 60):
            raise OSError(f"the web server does not answer; see {self.site.folder.logs / 'web.log'}")
        call_command("open_batch", EARLY, "--source", EARLY, stdout=StringIO(), no_color=True)
        self.wave("first", FIRST)
        [guest] = people.annotators(1)  # of no batch, so that asking for them takes nobody's place
        self.guest_session = people.session(guest)
        plan = Plan(self.site.port, people.sessions(self.staff), N_PROCESSES, N_TABS, self.folder, self.asked.thinks)
        self.crew = Crew(plan, random.Random(self.asked.seed))
        self.crew.start()
        self.tend()
        if not processes.wait_for(self.is_under_way, 60):
            raise OSError("the load has not begun")

    def is_under_way(self) -> bool:
        """Whether people judge and pictures come in, with most of them still to do."""
        self.tend()
        n_in = Image.objects.filter(source=ends.PICTURES, media_state=MediaState.READY).count()
        return self.n_judgments() > 0 and n_in > 0

    def wave(self, name: str, times: int = 1) -> Wave:
        """A batch more for the crowd, which clock and worker bring into work."""
        self.waves.append(Wave(name, times * self.asked.wave, self.staff))
        self.waves[-1].has_come()
        return self.waves[-1]

    def tend(self) -> None:
        """What a supervisor does, and who runs the commands."""
        self.site.start_dead()
        for job in (self.imports, self.exports):
            job.tend()

    def is_served(self) -> bool:
        """Whether somebody who is signed in is answered."""
        line = http.client.HTTPConnection(ports.HOST, self.site.port, timeout=5)
        session = getattr(self, "guest_session", None)
        cookies = f"session={session}; csrf={CSRF}"
        headers = {"Cookie": cookies, "X-CSRFToken": CSRF, "Content-Type": "application/json"}
        try:
            line.request(*(("POST", "/api/v1/claims", '{"want": 1}', headers) if session else ("GET", "/livez")))
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()

    def n_judgments(self) -> int:
        return Judgment.objects.count()

    def n_pictures_waiting(self) -> int:
        return Image.objects.filter(source=ends.PICTURES).waiting().count()

    def n_exports(self) -> int:
        return self.exports.n_done

    def n_failed(self) -> int:
        return self.imports.n_failed + self.exports.n_failed

    def left(self) -> dict[str, int]:
        """What is still to be done; a database that is away counts as one more thing."""
        try:
            found = {what: n for what, n in ends.left().items() if n}
        except Error:
            connection.close()
            return {"database to come back": 1}
        if not self.imports.n_done:
            found["imports to succeed"] = 1
        return found

    def finish(self) -> None:
        """Let the crowd send what it has, end the exports, and make a last one of all that is settled."""
        self.crew.finish()
        self.exports.stop()

    def problems(self) -> list[str]:
        """Everything that is not as it must be."""
        found = [*checks.problems(logs(self.crew.plan)), *ends.problems(self.asked.pictures)]
        out = str(self.folder / "last-test-set")
        try:
            call_command("export_test_set", "--batch", EARLY, "--partial", "--out", out, **QUIET)
            call_command("verify_export", out, **QUIET)
        except CommandError as error:
            found.append(f"the last export: {error}")
        return found

    def stop(self) -> None:
        for job in (self.imports, self.exports):
            job.stop()
        if hasattr(self, "crew"):
            self.crew.kill()
