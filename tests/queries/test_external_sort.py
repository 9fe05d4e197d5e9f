"""A long list is sorted in runs, with the same result as sorting it at once."""

import io
import random
import tempfile
import weakref
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import ClassVar

import pytest

from deskctl.errors import BadData
from deskctl.exchange.importing.lines import rewindable
from deskctl.queries import external_sort
from deskctl.queries.external_sort import in_order


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 35, 95, 1000])
def test_the_order_is_that_of_sorted(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Rows with equal keys keep their order, whether or not they fit into memory."""
    monkeypatch.setattr(external_sort, "AT_ONCE", 10)
    monkeypatch.setattr(external_sort, "MOST_RUNS", 3)
    chance = random.Random(count)  # noqa: S311 - a test may be guessed
    rows = [(chance.randrange(5), number) for number in range(count)]
    assert list(in_order(iter(rows), key=itemgetter(0))) == sorted(rows, key=itemgetter(0))


def test_the_sorted_rows_can_be_closed_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader can stop before the end and close the sorted rows."""
    monkeypatch.setattr(external_sort, "AT_ONCE", 10)
    rows = in_order(iter(range(100, 0, -1)), key=int)
    assert [next(rows), next(rows)] == [1, 2]
    rows.close()


@pytest.mark.parametrize("chosen", ["missing", None])
def test_a_folder_that_takes_no_temporary_file_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, chosen: str | None
) -> None:
    """If no temporary file can be made, the error names the folder and TMPDIR, also if no folder of any can be used."""
    missing = str(tmp_path / "missing")
    monkeypatch.setattr(external_sort, "AT_ONCE", 10)
    monkeypatch.setattr(tempfile, "tempdir", chosen and missing)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", lambda: [missing])
    monkeypatch.setenv("TMPDIR", missing)
    with pytest.raises(BadData, match=f"in {missing}: .*TMPDIR"):
        next(in_order(iter(range(100)), key=int))
    with pytest.raises(BadData, match=f"in {missing}: .*TMPDIR"), rewindable(io.StringIO("{}")):
        pytest.fail("a stream that cannot be read twice was not copied")


@dataclass(eq=False)
class _Row:
    key: int
    alive: ClassVar["weakref.WeakSet[_Row]"] = weakref.WeakSet()

    def __post_init__(self) -> None:
        self.alive.add(self)

    def __setstate__(self, state: dict[str, int]) -> None:
        self.__dict__.update(state)
        self.alive.add(self)


def test_few_rows_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the list is, only the rows of one run and a few of each other run are in memory."""
    monkeypatch.setattr(external_sort, "AT_ONCE", 100)
    monkeypatch.setattr(external_sort, "MOST_RUNS", 4)
    chance = random.Random(1)  # noqa: S311 - a test may be guessed
    most = last = 0
    for row in in_order((_Row(chance.randrange(1000)) for _number in range(5_000)), key=attrgetter("key")):
        assert row.key >= last
        last, most = row.key, max(most, len(_Row.alive))
    assert most < 500
