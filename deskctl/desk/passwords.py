"""Passwords of customers: generate and check them, and hash them with a random salt, outside any transaction."""

import hashlib
import hmac
import secrets
import unicodedata

from deskctl.errors import Refused
from deskctl.language.i18n import N_

SHORTEST = 8
_LONGEST = 1000
_COST, _BLOCK, _LANES = 1 << 15, 8, 3
_MEMORY = 64 << 20  # the default of OpenSSL, 32 MiB, is not quite enough
_SALT, _KEY = 16, 32
_LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GENERATED = 16
_UNKNOWN = "scrypt$32768$8$3$00000000000000000000000000000000$00"


def folded_name(username: str) -> str:
    """Return a user name in the form in which names are compared."""
    return unicodedata.normalize("NFKC", username).casefold().strip()


def new_password() -> str:
    """Return a random password of 16 characters, without characters that look alike."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_GENERATED))


def check_password(password: str, username: str) -> None:
    """Refuse a password that is too short or too long, or equal to the user name."""
    plain = unicodedata.normalize("NFKC", password)
    if not SHORTEST <= len(plain) <= _LONGEST:
        raise Refused(
            N_("The password must have {least} characters or more."), least=SHORTEST, code="weak_password",
            hint="--generate",
        )  # fmt: skip
    if folded_name(password) == folded_name(username):
        raise Refused(N_("The password must not be the user name."), code="weak_password", hint="--generate")


def hash_password(password: str) -> str:
    """Return the hash of a password with its salt and parameters."""
    salt = secrets.token_bytes(_SALT)
    return f"scrypt${_COST}${_BLOCK}${_LANES}${salt.hex()}${_digest(password, salt, _COST, _BLOCK, _LANES).hex()}"


def matches_hash(password: str, kept: str | None) -> bool:
    """Return whether a password matches a hash; without a hash the check takes the same time."""
    try:
        _name, cost, block, lanes, salt, digest = (kept or _UNKNOWN).split("$")
        computed = _digest(password, bytes.fromhex(salt), int(cost), int(block), int(lanes))
    except ValueError:
        return False
    return hmac.compare_digest(computed.hex().encode(), digest.encode())


def needs_rehash(kept: str) -> bool:
    """Return whether a hash was made with other parameters than the current ones."""
    return not kept.startswith(f"scrypt${_COST}${_BLOCK}${_LANES}$")


def _digest(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hashlib.scrypt(plain, salt=salt, n=cost, r=block, p=lanes, dklen=_KEY, maxmem=_MEMORY)
