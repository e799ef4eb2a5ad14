"""Hostile lines of a JSONL: what is in the line, and what becomes of its row. An empty reason: it goes in."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple

Make = Callable[[str], bytes]


class RowCase(NamedTuple):
    """`make` gives the line for the path of an image."""

    name: str
    make: Make
    reason: str = ""


def raw(template: bytes) -> Make:
    """These bytes; KEY in them is the path of the image."""
    return lambda key: template.replace(b"KEY", key.encode())


def beside(field: bytes) -> Make:
    """A sound row with one more field."""
    return raw(b'{"img_path": "KEY", "prompt": "a fox by KEY", ' + field + b"}")


def at(path: Any) -> Make:
    """A row whose image is named like that."""
    return lambda key: json.dumps({"img_path": path, "prompt": f"a fox by {key}"}).encode()


def many_keys(key: str) -> bytes:
    """As many keys as a line can hold, the last of them twice."""
    names = [*(f'"{n:x}":0' for n in range(90_000)), '"twice":0', '"twice":1']
    return f'{{"img_path":"{key}","prompt":"a fox",{",".join(names)}}}'.encode()


ENCODINGS = [
    RowCase("a lone continuation byte", beside(b'"x": "\x80"'), "not_utf8"),
    RowCase("Latin-1", raw(b'{"img_path": "KEY", "prompt": "caf\xe9"}'), "not_utf8"),
    RowCase("an overlong slash", beside(b'"x": "\xc0\xaf"'), "not_utf8"),
    RowCase("a surrogate in UTF-8", raw(b'{"img_path": "KEY", "prompt": "\xed\xa0\x80"}'), "not_utf8"),
    RowCase("a code point beyond the last", beside(b'"x": "\xf4\x90\x80\x80"'), "not_utf8"),
    RowCase("UTF-8 cut off", raw(b'{"img_path": "KEY", "prompt": "\xe5\x9b'), "not_utf8"),
    RowCase("UTF-16", lambda key: json.dumps({"img_path": key, "prompt": "a fox"}).encode("utf-16"), "not_utf8"),
    RowCase("a byte order mark in the middle", raw(b'\xef\xbb\xbf{"img_path": "KEY", "prompt": "a fox"}'), "not_json"),
    RowCase("a bare NUL in a text", beside(b'"x": "\0"'), "not_json"),
    RowCase("nothing but NULs", raw(bytes(100)), "not_json"),
    RowCase("a bare tab in a text", beside(b'"x": "\t"'), "not_json"),
    RowCase("a carriage return at the end", raw(b'{"img_path": "KEY", "prompt": "a fox"}\r')),
    RowCase("a carriage return in the middle", raw(b'{"img_path": "KEY",\r"prompt": "a fox"}')),
]

SYNTAX = [
    RowCase("NaN", beside(b'"clip_score": NaN'), "not_json"),
    RowCase("Infinity", beside(b'"clip_score": -Infinity'), "not_json"),
    RowCase("a number beyond all", beside(b'"clip_score": 1e999')),
    RowCase("an integer of 5,000 digits", beside(b'"clip_score": ' + b"9" * 5000), "not_json"),
    RowCase("a fraction of 100,000 digits", beside(b'"clip_score": 0.' + b"9" * 100_000)),
    RowCase("the same key twice", beside(b'"prompt": "another"'), "key_twice"),
    RowCase("the same key twice, once escaped", beside(rb'"\u0070rompt": "another"'), "key_twice"),
    RowCase("the same key twice, deep inside", beside(b'"Task1": {"style": {"a": 1, "a": 2}}'), "key_twice"),
    RowCase("90,000 keys, the last of them twice", many_keys, "key_twice"),
    RowCase("lists 100,000 deep", beside(b'"x": ' + b"[" * 100_000 + b"]" * 100_000), "too_deep"),
    RowCase("objects 100,000 deep", beside(b'"x": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000), "too_deep"),
    RowCase("lists that never end", raw(b"[" * 900_000), "too_deep"),
    RowCase("trailing garbage", raw(b'{"img_path": "KEY", "prompt": "a fox"} x'), "not_json"),
    RowCase("two objects", raw(b'{"img_path": "KEY", "prompt": "a fox"}{}'), "not_json"),
    RowCase("a comma too many", raw(b'{"img_path": "KEY", "prompt": "a fox",}'), "not_json"),
    RowCase("single quotes", raw(b"{'img_path': 'KEY', 'prompt': 'a fox'}"), "not_json"),
    RowCase("a comment", raw(b'{"img_path": "KEY", "prompt": "a fox"} // x'), "not_json"),
    RowCase("half a line", raw(b'{"img_path": "KEY", "prom'), "not_json"),
    RowCase("a list", raw(b'["KEY", "a fox"]'), "not_an_object"),
    RowCase("a text", raw(b'"KEY"'), "not_an_object"),
    RowCase("null", raw(b"null"), "not_an_object"),
    RowCase("a line of 1.1 MB", beside(b'"x": "' + b"x" * 1_100_000 + b'"'), "line_too_long"),
]

PATHS = [
    RowCase("no path", raw(b'{"prompt": "a fox"}'), "no_image_path"),
    RowCase("a path that is a number", at(7), "no_image_path"),
    RowCase("a path that is a list", at(["a.png"]), "no_image_path"),
    RowCase("a path of spaces", at("   "), "no_image_path"),
    RowCase("traversal", at("../../etc/passwd.png"), "unsafe_path"),
    RowCase("traversal in the middle", at("000/../../x.png"), "unsafe_path"),
    RowCase("traversal by backslash", at("..\\..\\x.png"), "unsafe_path"),
    RowCase("an absolute path", at("/etc/passwd.png"), "unsafe_path"),
    RowCase("a drive", at("C:/x.png"), "unsafe_path"),
    RowCase("a home", at("~root/x.png"), "unsafe_path"),
    RowCase("a member of an archive", at("imgs/000.tgz::x.png"), "unsafe_path"),
    RowCase("a NUL in the path", at("000/x.png\0.jpg"), "unsafe_path"),
    RowCase("a line feed in the path", at("000/x\n.png"), "unsafe_path"),
    RowCase("a suffix turned round by a bidi override", at("000/\u202egnp.exe.png"), "unsafe_path"),
    RowCase("a zero-width joiner in the path", at("000/a\u200db.png"), "unsafe_path"),
    RowCase("half a surrogate pair in the path", at("000/\ud800.png"), "bad_characters"),
    RowCase("a link", at("https://example.org/x.png"), "image_is_a_link"),
    RowCase("a file link", at("file:///etc/passwd.png"), "image_is_a_link"),
    RowCase("a data link", at("data:image/png;base64,AAAA.png"), "image_is_a_link"),
    RowCase("a path of 301 characters", at("x" * 297 + ".png"), "path_too_long"),
    RowCase("a path of 100,000 folders", at("a/" * 100_000 + "x.png"), "path_too_long"),
    RowCase("a path of 100,000 folders without a suffix", at("a/" * 100_000), "path_too_long"),
    RowCase("a path of 100,000 points", at("./" * 100_000 + "points.png")),
    RowCase("a script's suffix", at("000/x.php"), "bad_suffix"),
    RowCase("SVG by its suffix", at("000/x.svg"), "bad_suffix"),
    RowCase("nothing but a suffix", at("000/.png"), "bad_suffix"),
    RowCase("no suffix", at("000/x"), "bad_suffix"),
]

TEXTS = [
    RowCase("texts of other types", beside(b'"Task1": 7, "Task2": [7], "Task3": {"style": 7}'), "texts_skipped"),
    RowCase("a NUL in a caption", beside(rb'"Task2": {"Caption": "a\u0000b"}'), "texts_skipped"),
    RowCase("half a surrogate pair in words", beside(rb'"Task1": {"style": ["\udc00"]}'), "texts_skipped"),
    RowCase("words for SQL", beside(rb'"Task1": {"style": ["\\", "\"}", "{NULL}", "\\\"", "\u0027; --"]}')),
    RowCase("201 questions", beside(b'"Task3": {"style": [' + b",".join([b"{}"] * 201) + b"]}"), "texts_skipped"),
    RowCase("questions nested in questions", beside(b'"Task3": {"style": [{"Question": {}}]}'), "texts_skipped"),
    RowCase("a score that is a list", beside(b'"image_nsfw_score": [0.9]')),
    RowCase("a score that is true", beside(b'"image_nsfw_score": true')),
    RowCase("a score of minus a million", beside(b'"image_nsfw_score": -1e6')),
]

ROWS = [*ENCODINGS, *SYNTAX, *PATHS, *TEXTS]
