"""The hash function of checksums and chains, without OpenSSL, which takes 2 % of a write to load."""

try:
    from _blake2 import blake2b  # what `hashlib.blake2b` is in CPython
except ImportError:  # another Python
    from hashlib import blake2b

__all__ = ["blake2b"]
