"""Tests ask the desk as its users do: SQL of their own stands beside the tests of the store."""

from pathlib import Path

from test_sql import _files, _sql_in

TESTS = Path(__file__).resolve().parents[1]
HOMES = ("store", "bench")
"""The tests of the store, with what others need of its rows (`kept_rows.py`), and what fills the desks of benches."""

ONES_THAT_SPEAK_OF_SQL = {"architecture/test_sql.py"}
STILL = {
    "cli/app/test_cli_errors.py",
    "cli/output/test_cli_pipes.py",
    "cli/own_desk/test_erasure.py",
    "conformance/test_server_lost.py",
    "conformance/test_server_rights.py",
    "conformance/test_server_trouble.py",
    "conformance/test_server_watch.py",
    "documents/test_demo_documents.py",
    "documents/test_month.py",
    "documents/test_reports_given_out.py",
    "exchange/long_import.py",
    "exchange/test_bad_lines.py",
    "exchange/test_import.py",
    "exchange/test_long_import.py",
    "exchange/test_round_trip.py",
    "faults/test_faults_damage.py",
    "faults/test_faults_migrating.py",
    "faults/trials.py",
    "operations/framework/test_opening_cost.py",
    "operations/framework/test_random_sequences.py",
    "queries/test_clocks_and_records.py",
    "queries/test_list_of_tickets.py",
    "queries/test_words_of_tickets.py",
    "screens/hostile.py",
    "screens/queue/test_board.py",
    "screens/report/test_report.py",
}
"""Files that still hold some: the list may only grow shorter."""


def test_sql_of_tests_stands_beside_those_of_the_store() -> None:
    """No further test speaks SQL, and one that has ceased to is struck off the list."""
    found = {str(path.relative_to(TESTS)) for path in _files(TESTS, HOMES) if _sql_in(path)}
    assert found - ONES_THAT_SPEAK_OF_SQL == STILL
