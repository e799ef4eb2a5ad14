"""
Pairs to look at, one batch of them, and an annotator who is signed in: `python -m bench.screen.filling FOLDER COUNT`.

Every picture has the same pixels and bytes of its own; prompts have about 28 words. Prints the annotator's session.
"""

import json
import sys
from pathlib import Path

import django
from django.core.management import call_command

from bench.arrivals.pictures import commented, picture
from bench.cycles.wordings import wordings


def tree(folder: Path, count: int) -> None:
    """A table of pairs with their pictures beside it."""
    (folder / "imgs").mkdir(parents=True, exist_ok=True)
    data, texts = picture("JPEG"), wordings()
    with (folder / "x_anno.jsonl").open("w") as table:
        for number in range(count):
            name = f"{number}.jpg"
            (folder / "imgs" / name).write_bytes(commented(data, str(number).encode()))
            prompt = f"a fox number {number}{texts[number % len(texts)].text}"
            table.write(json.dumps({"img_path": name, "prompt": prompt}) + "\n")


def main(folder: Path, count: int) -> str:
    """Bring the pairs in, open a batch of them for one annotator; that person's session."""
    django.setup()
    from annotation.actions import batches, preparation  # noqa: PLC0415  after Django is set up
    from annotation.rules.selections import Selection  # noqa: PLC0415
    from bench.crowd import people  # noqa: PLC0415
    from tests.factories import NOW  # noqa: PLC0415

    tree(folder, count)
    call_command("import_pairs", str(folder), "--source", "bench", "--inline", verbosity=0, stdout=sys.stderr)
    [annotator] = people.annotators(1)
    batch = batches.open_batch(
        name="screen", selection=Selection(), annotators=[annotator], actor="bench", now=NOW, wanted=1, at_most=1
    )
    while preparation.prepare(batch=batch):
        pass
    return people.session(annotator)


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), int(sys.argv[2])))
