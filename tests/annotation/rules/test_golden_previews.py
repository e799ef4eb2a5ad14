import json

from tests.annotation.rules.golden_previews import FILE, golden_previews


def test_the_browsers_golden_file_is_what_the_server_says():
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(golden_previews())
