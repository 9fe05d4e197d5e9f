"""Tests ask the desk as its users do: SQL of their own stands beside the tests of the store."""

from pathlib import Path

import pytest
from test_sql import _files, _sql_in

pytestmark = pytest.mark.xdist_group("test_house")  # the tests of these files share what is parsed

TESTS = Path(__file__).resolve().parents[1]
HOMES = ("store", "bench")
"""The tests of the store, with what others need of its rows (`kept_rows.py`), and what fills the desks of benches."""

ONES_THAT_SPEAK_OF_SQL = {"architecture/test_sql.py"}


def test_sql_of_tests_stands_beside_those_of_the_store() -> None:
    """Other tests ask the store through the builders and readers that stand there."""
    found = {str(path.relative_to(TESTS)) for path in _files(TESTS, HOMES) if _sql_in(path)}
    assert found == ONES_THAT_SPEAK_OF_SQL
