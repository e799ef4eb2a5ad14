"""A manager signed in, and batches counted: `python -m bench.cycles.offices` prints a session and a batch."""

import json
from types import SimpleNamespace
from typing import Any, cast

import django


def main() -> dict[str, str]:
    django.setup()
    from django.utils import timezone  # noqa: PLC0415  after Django is set up

    from annotation.actions import spreads, tallies  # noqa: PLC0415
    from annotation.choices import Role  # noqa: PLC0415
    from annotation.models import Batch, User  # noqa: PLC0415
    from bench.crowd import people  # noqa: PLC0415

    user = User.objects.create(username="bench-manager", roles=[Role.MANAGER], is_superuser=True)
    for batch in Batch.objects.all():
        tallies.count_batch(batch=batch, now=timezone.now())
        spreads.recount(batch=batch, now=timezone.now())
    Batch.objects.update(n_pairs=Batch.objects.get().pairs.count())
    return {"session": people.session(cast("Any", SimpleNamespace(user=user))), "batch": Batch.objects.get().name}


if __name__ == "__main__":
    print(json.dumps(main()))
