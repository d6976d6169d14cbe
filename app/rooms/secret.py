"""The secret by which a room knows its presenter."""

from __future__ import annotations

import hashlib
import secrets


class PresenterSecret:
    """Knows the secret when it is shown; keeps no more than its hash.

    Attributes:
        hash: SHA-256; empty before there is one.
    """

    def __init__(self, stored: bytes = b"") -> None:
        self.hash = stored

    def issue(self) -> str:
        """Make a secret in place of the one before."""
        secret = secrets.token_urlsafe(32)
        self.hash = _hash(secret)
        return secret

    def is_it(self, secret: str | None) -> bool:
        """Whether this is the secret."""
        return secret is not None and secrets.compare_digest(_hash(secret), self.hash)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
