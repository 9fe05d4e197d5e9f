"""Tests use the desk as its users do: only the tests of the store contain SQL."""

from pathlib import Path

import pytest
from test_sql import _files, _sql_in

pytestmark = pytest.mark.xdist_group("test_house")  # the tests of these files share what is parsed

TESTS = Path(__file__).resolve().parents[1]
HOMES = ("store", "bench")
"""The tests of the store with the row helpers of the other tests (`kept_rows.py`), and the builders of benchmarks."""

TESTS_OF_SQL = {"architecture/test_sql.py"}


def test_only_tests_of_the_store_contain_sql() -> None:
    """Other tests read and change the store through the helpers of the tests of the store."""
    found = {str(path.relative_to(TESTS)) for path in _files(TESTS, HOMES) if _sql_in(path)}
    assert found == TESTS_OF_SQL
