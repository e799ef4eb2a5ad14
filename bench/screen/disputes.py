"""
Disputes to decide, and an adjudicator who is signed in: `python -m bench.screen.disputes FOLDER COUNT`.

On each pair two people differ in one word, and nobody else is asked. Prints the adjudicator's session.
"""

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import django
from django.core.management import call_command

from bench.screen.filling import tree

FOX = 1  # the word that one of the two strikes


def main(folder: Path, count: int) -> str:
    django.setup()
    from annotation.actions import batches, claims, judgments, preparation  # noqa: PLC0415  after Django is set up
    from annotation.choices import Role  # noqa: PLC0415
    from annotation.models import BatchPair, User  # noqa: PLC0415
    from annotation.rules.selections import Selection  # noqa: PLC0415
    from bench.crowd import people  # noqa: PLC0415
    from tests.factories import NOW, answer_to  # noqa: PLC0415

    tree(folder, count)
    call_command("import_pairs", str(folder), "--source", "bench", "--inline", verbosity=0, stdout=sys.stderr)
    judges = people.annotators(2)
    batch = batches.open_batch(
        name="desk", selection=Selection(), annotators=judges, actor="bench", now=NOW, wanted=2, at_most=2
    )
    while preparation.prepare(batch=batch):
        pass
    for judge, struck in zip(judges, ((FOX,), ()), strict=True):
        while found := claims.claim(annotator=judge, wanted=1, now=NOW).pairs:
            pair = BatchPair.objects.get(pk=found[0]["pair"])
            judgments.submit(annotator=judge, answer=answer_to(pair, *struck), now=NOW)
    adjudicator = User.objects.create(username="bench-adjudicator", roles=[Role.ADJUDICATOR])
    return people.session(cast("Any", SimpleNamespace(user=adjudicator)))


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2])))
