"""The hardships that a desk must live through: a short form for every run, a long one with `--long`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from trials import a_desk


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the long form; it stands where this folder is named on the command line."""
    parser.addoption("--long", action="store_true", help="the long form of the faults, a quarter of an hour")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was measured as the rows of a table."""
    reports = [
        report for given in terminalreporter.stats.values() for report in given if hasattr(report, "user_properties")
    ]
    figures = [value for report in reports for name, value in report.user_properties if name == "figure"]
    for figure in dict.fromkeys(figures):
        terminalreporter.write_line(figure)


@pytest.fixture
def often(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Choose between the number of the short form and that of the long one."""
    long = request.config.getoption("--long", default=False)
    return lambda few, many: many if long else few


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, str], None]:
    """Keep what a trial measured for the table at the end of the run."""
    return lambda trial, measured: record_property("figure", f"| {trial} | {measured} |")


@pytest.fixture(scope="session", autouse=True)
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the log of these runs out of this user's own, and let the server of processes find the trials."""
    here = Path(__file__).parent
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("log"))
    os.environ["PYTHONPATH"] = os.pathsep.join(str(place) for place in (here, here.with_name("store"), here.parents[1]))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo desk once; nothing writes to it."""
    return a_desk(tmp_path_factory.mktemp("demo"))
