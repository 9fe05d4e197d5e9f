"""Fixtures and options of the fault trials: a short form for every run, a long form with `--long`."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from trials import make_demo


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option `--long`, which exists if this folder is named on the command line."""
    parser.addoption("--long", action="store_true", help="the long form of the faults, a quarter of an hour")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the measured values as the rows of a table."""
    reports = [
        report for given in terminalreporter.stats.values() for report in given if hasattr(report, "user_properties")
    ]
    figures = [value for report in reports for name, value in report.user_properties if name == "figure"]
    for figure in dict.fromkeys(figures):
        terminalreporter.write_line(figure)


@pytest.fixture
def repeats(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Return a function that chooses between the count of the short form and that of the long form."""
    long = request.config.getoption("--long", default=False)
    return lambda few, many: many if long else few


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, str], None]:
    """Return a function that keeps a measured value for the table at the end of the run."""
    return lambda trial, measured: record_property("figure", f"| {trial} | {measured} |")


@pytest.fixture(scope="session", autouse=True)
def _environment(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Write the log of these runs to a temporary folder, and let the fork server import the modules of the trials."""
    here = Path(__file__).parent
    os.environ["XDG_DATA_HOME"] = str(tmp_path_factory.mktemp("log"))
    os.environ["PYTHONPATH"] = os.pathsep.join(str(place) for place in (here, here.with_name("store"), here.parents[1]))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a demo desk to which no test writes."""
    return make_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a desk with twelve tickets to which no test writes: checking it takes half as long as the demo desk."""
    return make_demo(tmp_path_factory.mktemp("small"), tickets=12)
