"""Future gaps and overlaps of the on-call roster."""

from calling import Deskctl


def test_future_gaps_are_listed(act: Deskctl) -> None:
    """The gaps of the demo's roster are listed, and adding a shift for one of them removes it."""
    ahead = act("on-call", "gaps", "--within", "28d", "--json").json
    spans = [(row["kind"], row["start"], row["end"]) for row in ahead]
    assert spans[0] == ("gap", "2026-12-07T08:00:00+08:00", "2026-12-07T09:00:00+08:00")
    assert [kind for kind, *_times in spans] == ["gap", "gap"]
    assert spans[1][1] == "2026-12-14T08:00:00+08:00"
    assert "deskctl roster add" in act("on-call", "--as-of", "2026-12-07T08:30:00+08:00").err
    shift = ("--start", "2026-12-07T08:00:00+08:00", "--end", "2026-12-07T09:00:00+08:00")
    assert act("roster", "add", "--staff", "LE1", *shift).err == ""
    assert len(act("on-call", "gaps", "--json").json) == 1


def test_overlapping_shifts_are_reported_and_listed(act: Deskctl) -> None:
    """A shift that overlaps another is added with a note, and `on-call gaps` lists the overlap with its staff."""
    shift = ("--start", "2026-12-08T08:00:00+08:00", "--end", "2026-12-08T12:00:00+08:00")
    added = act("roster", "add", "--staff", "LE2", *shift)
    assert (added.code, "RO-" in added.err) == (0, True)
    (overlap,) = [row for row in act("on-call", "gaps", "--json").json if row["kind"] == "overlap"]
    assert (overlap["start"], overlap["end"]) == ("2026-12-08T08:00:00+08:00", "2026-12-08T12:00:00+08:00")
    assert "LE2" in overlap["staff"]
