"""
Violations of the content policy, as browsers report them: a line in the log for each, a few a minute at most.

Anybody can send a report, so it is short, is only counted beyond the limit, and of its addresses only what betrays
nobody is told: the name of the page (an address may hold a one-time token) and the origin of what was refused.
"""

import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

log = structlog.get_logger(__name__)
MOST_BYTES = 8192
LONGEST = 100
A_MINUTE = 20


@dataclass
class Meter:
    """Lets so many through in a minute, and counts the others."""

    most: int
    began: float = 0.0
    n_let: int = 0
    n_dropped: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def lets(self, now: float) -> int | None:
        """How many were dropped since the last that it let through, or None: this one is dropped too."""
        with self.lock:
            if self.n_let == 0 or now - self.began >= 60:
                self.began, self.n_let = now, 0
            if self.n_let >= self.most:
                self.n_dropped += 1
                return None
            self.n_let += 1
            dropped, self.n_dropped = self.n_dropped, 0
            return dropped


meter = Meter(A_MINUTE)


@login_not_required
@csrf_exempt  # the browser sends it by itself, and it changes nothing
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Tell the log what a browser reports."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        report = json.loads(request.body)["csp-report"]
        told = facts(report)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return HttpResponse(status=400)
    dropped = meter.lets(time.monotonic())
    if dropped is None:
        return HttpResponse(status=429)
    log.warning("csp_violation", **told, n_dropped_before=dropped)
    return HttpResponse(status=204)


def facts(report: dict[str, Any]) -> dict[str, str]:
    """What of a report is told."""
    directive = report.get("effective-directive") or report["violated-directive"]
    return {
        "directive": str(directive)[:LONGEST],
        "refused": origin(str(report.get("blocked-uri", "")))[:LONGEST],
        "page": page(str(report.get("document-uri", ""))),
    }


def origin(address: str) -> str:
    """`https://elsewhere.example` of an address; a word such as `inline` stays."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else parts.scheme or parts.path


def page(address: str) -> str:
    """The name of our page at that address."""
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return "unknown"
