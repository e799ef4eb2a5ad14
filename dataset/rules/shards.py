"""Where a picture stands in the exported tree: a function of its public id alone, so that it never moves."""

N_SHARDS = 200  # loaders of the layout enumerate 000 to 199

SUFFIXES = {"jpeg": "jpg"}


def shard(public_id: str) -> str:
    """Three digits, 000 to 199; grows with the id, so that the order of ids is the order of paths."""
    return f"{int(public_id[:8], 16) * N_SHARDS >> 32:03d}"


def picture_path(public_id: str, picture_format: str) -> str:
    """`NNN/<uuid>.<ext>`: neither dots nor underscores in the stem, since loaders cut it there."""
    suffix = picture_format.lower()
    return f"{shard(public_id)}/{public_id}.{SUFFIXES.get(suffix, suffix)}"
