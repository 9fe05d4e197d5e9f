"""Load psycopg2 for all modules of this package, without Python's `ssl`.

psycopg2 imports `ssl` for the sake of OpenSSL before 1.1, whose thread callbacks Python sets, and goes on without it.
It takes a tenth of the CPU of a short command; libpq encrypts connections by itself.
"""

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import psycopg2
else:
    is_needed = "ssl" in sys.modules
    sys.modules.setdefault("ssl", None)  # an import of it fails
    try:
        psycopg2 = import_module("psycopg2")
    finally:
        if not is_needed:
            del sys.modules["ssl"]

__all__ = ["psycopg2"]
