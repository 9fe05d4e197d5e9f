"""The driver of PostgreSQL is loaded quickly, and leaves Python's own modules as they are."""

import subprocess
import sys

import pytest

_BEFORE = "import ssl; "
_LOADED = (
    "import sys; from deskctl.store.postgres.driver import psycopg2; print('ssl' in sys.modules, psycopg2.apilevel); "
)
_AFTER = "import ssl; ssl.create_default_context(); print('usable')"


@pytest.mark.parametrize(("before", "is_loaded"), [("", False), (_BEFORE, True)])
def test_the_driver_does_not_load_ssl(before: str, is_loaded: bool) -> None:
    """psycopg2 is loaded without `ssl`, which remains available to those who import it before or after."""
    pytest.importorskip("psycopg2", reason="deskctl[server] is not installed: its driver was not tried")
    done = subprocess.run([sys.executable, "-c", before + _LOADED + _AFTER], check=True, capture_output=True, text=True)
    assert done.stdout.split() == [str(is_loaded), "2.0", "usable"]
