"""The hash of checksums and chains, without loading OpenSSL for it: that alone is a fiftieth of a write."""

try:
    from _blake2 import blake2b  # what `hashlib.blake2b` is in CPython
except ImportError:  # another Python
    from hashlib import blake2b

__all__ = ["blake2b"]
