"""
No file names the machine that it was written on, nor a host that packages come from.

What must stand nowhere stands here in parts.
"""

import re

from tests.guards.sources import ROOT, texts

HOMES = "|".join([r"/ro" + r"ot/", r"/ho" + r"me/[a-z]", r"/Us" + r"ers/[A-Za-z]", r"C:\\" + r"Users"])
CHECKOUT = rf"{re.escape(str(ROOT))}\b|/wo" + r"rk/(main|shared)\b"
MACHINE = re.compile(rf"(?<![\w.:}}-])({HOMES}|{CHECKOUT})")
REGISTRIES = re.compile(
    "|".join(
        re.escape(".".join(parts))
        for parts in [
            ("py" + "pi", "org"),
            ("python" + "hosted", "org"),
            ("npm" + "js", "org"),
            ("npm" + "js", "com"),
            ("yarn" + "pkg", "com"),
            ("npm" + "mirror", "com"),
            ("deb" + "ian", "org"),
            ("ubu" + "ntu", "com"),
            ("ana" + "conda", "org"),
            ("crates", "io"),
        ]
    )
)


def test_no_file_names_a_place_on_a_machine() -> None:
    assert [(name, found[0]) for name, text in texts() for found in MACHINE.finditer(text)] == []


def test_no_file_names_a_host_of_packages() -> None:
    assert [(name, found[0]) for name, text in texts() for found in REGISTRIES.finditer(text)] == []
