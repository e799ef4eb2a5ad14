"""A fingerprint of lines that does not depend on their order: to compare an export with a recount."""

import hashlib

MODULUS = 2**256


class LineDigest:
    """The sum of the lines' SHA-256, modulo 2^256. A line that comes twice counts twice."""

    def __init__(self) -> None:
        self.sum = 0
        self.rows = 0

    def add(self, line: bytes) -> None:
        self.sum += int.from_bytes(hashlib.sha256(line).digest(), "big")
        self.rows += 1

    def join(self, other: "LineDigest") -> None:
        """Add all lines of another."""
        self.sum = (self.sum + other.sum) % MODULUS
        self.rows += other.rows

    def hexdigest(self) -> str:
        return f"{self.sum % MODULUS:064x}"
