"""
Tiny models in ONNX's own format, written byte by byte: protobuf is numbers and lengths, and a package to write it would
be larger than what runs it. Field numbers: onnx.proto3.
"""

from collections.abc import Sequence
from pathlib import Path
from struct import pack

FLOAT, INT64 = 1, 7


def varint(number: int) -> bytes:
    found = b""
    while number > 127:
        found += bytes([number & 127 | 128])
        number >>= 7
    return found + bytes([number])


def field(number: int, value: int | bytes | str) -> bytes:
    """A number, or anything with a length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    data = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(data)) + data


def tensor_type(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    """A ValueInfoProto; a name in the shape is a length that is told later."""
    dims = b"".join(field(1, field(2 if isinstance(one, str) else 1, one)) for one in shape)
    return field(1, name) + field(2, field(1, field(1, kind) + field(2, dims)))


def node(kind: str, inputs: Sequence[str], output: str, **attributes: int | Sequence[int]) -> bytes:
    found = b"".join(field(1, name) for name in inputs) + field(2, output) + field(4, kind)
    for name, value in attributes.items():
        one = isinstance(value, int)
        said = field(3, value) if isinstance(value, int) else b"".join(field(8, number) for number in value)
        found += field(5, field(1, name) + said + field(20, 2 if one else 7))
    return found


def table(name: str, rows: Sequence[Sequence[float]]) -> bytes:
    """A TensorProto of floats."""
    data = b"".join(pack(f"<{len(row)}f", *row) for row in rows)
    return field(1, len(rows)) + field(1, len(rows[0])) + field(2, FLOAT) + field(8, name) + field(9, data)


def model(nodes: Sequence[bytes], inputs: Sequence[bytes], outputs: Sequence[bytes], tables: Sequence[bytes]) -> bytes:
    graph = b"".join(field(1, one) for one in nodes) + field(2, "tiny") + b"".join(field(5, one) for one in tables)
    graph += b"".join(field(11, one) for one in inputs) + b"".join(field(12, one) for one in outputs)
    return field(1, 8) + field(8, field(1, "") + field(2, 13)) + field(7, graph)


def mean_colour(path: Path, output: str) -> Path:
    """Sees of a picture its mean red, green and blue."""
    nodes = [node("GlobalAveragePool", ["pixel_values"], "mean"), node("Flatten", ["mean"], output, axis=1)]
    pixels = tensor_type("pixel_values", FLOAT, ["n", 3, "rows", "columns"])
    path.write_bytes(model(nodes, [pixels], [tensor_type(output, FLOAT, ["n", 3])], []))
    return path


def mean_word(path: Path, words: Sequence[Sequence[float]]) -> Path:
    """Reads of a text the mean of its words' vectors."""
    nodes = [
        node("Gather", ["words", "input_ids"], "read", axis=0),
        node("ReduceMean", ["read"], "text_embeds", axes=[1], keepdims=0),
    ]
    numbers = tensor_type("input_ids", INT64, ["n", "length"])
    said = tensor_type("text_embeds", FLOAT, ["n", len(words[0])])
    path.write_bytes(model(nodes, [numbers], [said], [table("words", words)]))
    return path
