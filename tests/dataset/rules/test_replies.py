import json
import zlib

from dataset.rules import replies


def test_what_came_is_unpacked_as_it_came() -> None:
    assert replies.unpacked(zlib.compress("파란 말".encode())) == "파란 말"


def test_what_nobody_would_read_to_its_end_is_cut_off_and_said_to_be() -> None:
    assert replies.unpacked(zlib.compress(b"a" * (replies.MOST_BYTES + 1))) == "a" * replies.MOST_BYTES + "…"


def test_what_the_model_said_is_its_content_or_its_refusal_or_all_that_came() -> None:
    def body(**message: object) -> str:
        return json.dumps({"choices": [{"message": message}]})

    assert replies.spoken(body(content="a fox")) == "a fox"
    assert replies.spoken(body(content=None, refusal="No.")) == "No."
    assert replies.spoken(body(content=None)) == ""
    assert replies.spoken("<html>") == "<html>"
    assert replies.spoken('{"choices": []}') == '{"choices": []}'
