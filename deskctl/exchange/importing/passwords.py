"""Passwords are kept as salted hashes only."""

import hashlib

_COST, _BLOCK, _LANES = 1 << 14, 8, 1


def hashed(password: str, owner: str) -> str:
    """Hash a password with scrypt; the salt comes from the owner's id, so that a file read twice gives the same."""
    salt = hashlib.sha256(f"deskctl course account {owner}".encode()).digest()[:16]
    digest = hashlib.scrypt(password.encode(), salt=salt, n=_COST, r=_BLOCK, p=_LANES, dklen=32)
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt.hex()}${digest.hex()}"
