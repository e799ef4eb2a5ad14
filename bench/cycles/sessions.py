"""Signs annotators in: `python -m bench.cycles.sessions FIRST COUNT` prints their sessions as a JSON list."""

import json
import sys

import django


def main(first: int, count: int) -> list[str]:
    django.setup()
    from annotation.models import Annotator  # noqa: PLC0415  after Django is set up
    from bench.crowd import people  # noqa: PLC0415

    found = Annotator.objects.select_related("user").order_by("pk")[first : first + count]
    return [people.session(person) for person in found]


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
