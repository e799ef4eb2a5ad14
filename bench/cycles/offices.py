"""
A manager signed in and batches counted: `python -m bench.cycles.offices`; with `reach` behind it, also a draft with a
ruling and what that touches.
"""

import json
import sys
import time
from datetime import datetime
from types import SimpleNamespace
from typing import Any, cast

import django

TEXTS = {code: {"title": "Lighthouses", "body": "A tower with a lamp is a lighthouse."} for code in ("en", "ko", "zh")}
COUNTED_S = 60
WORDS = {"words": {"en": ["lighthouse"], "ko": ["등대"]}}


def main(*, with_reach: bool) -> dict[str, Any]:
    """A session and a batch; with a draft its number, and how many pairs a second were counted for it."""
    django.setup()
    from django.utils import timezone  # noqa: PLC0415  after Django is set up

    from annotation.actions import spreads, tallies  # noqa: PLC0415
    from annotation.choices import Role  # noqa: PLC0415
    from annotation.models import Batch, User  # noqa: PLC0415
    from bench.crowd import people  # noqa: PLC0415

    now = timezone.now()
    user = User.objects.create(username="bench-manager", roles=[Role.MANAGER], is_superuser=True)
    for batch in Batch.objects.all():
        tallies.count_batch(batch=batch, now=now)
        spreads.recount(batch=batch, now=now)
    Batch.objects.update(n_pairs=Batch.objects.get().pairs.count())
    session = people.session(cast("Any", SimpleNamespace(user=user)))
    known = {"session": session, "batch": Batch.objects.get().name}
    return known | reached(user.username, now) if with_reach else known


def reached(actor: str, now: datetime) -> dict[str, float]:
    """A draft with a ruling that speaks of every sixth prompt, and its reach counted, to the end or for a minute."""
    from annotation.actions import reaches, rulings  # noqa: PLC0415
    from annotation.choices import RulingDecision  # noqa: PLC0415

    draft = rulings.begin_draft(actor=actor, now=now)
    wording = rulings.Wording(RulingDecision.JUDGE, WORDS, TEXTS, ())
    rulings.add_ruling(version=draft, code="lighthouse", wording=wording, actor=actor, now=now)
    reach, began = rulings.seek_reach(version=draft, actor=actor, now=now), time.perf_counter()
    while (took := time.perf_counter() - began) < COUNTED_S and reaches.go_on(reach_id=reach.pk, now=now):
        pass
    reach.refresh_from_db()
    return {"version": draft.number, "rate": reach.n_looked / took}


if __name__ == "__main__":
    print(json.dumps(main(with_reach="reach" in sys.argv)))
