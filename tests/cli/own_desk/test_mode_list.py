"""The list of service modes: when each is available, and the reconstructed split of the stars on request."""

from calling import Deskctl

SPLIT = ("timeliness", "friendliness", "independence", "openness")


def test_modes_say_whether_they_are_available(ask: Deskctl) -> None:
    """Each mode says whether it is available and until when: by phone on a Sunday, on site not, mail always."""
    rows = {row["id"]: row for row in ask("mode", "list", "--json").json}
    assert (rows["phone"]["available_now"], rows["phone"]["open_until"]) == (True, "2026-11-22T22:30:00+08:00")
    assert (rows["on_site"]["available_now"], rows["on_site"]["open_until"]) == (False, None)
    assert (rows["email"]["available_now"], rows["email"]["open_until"]) == (True, None)
    assert not {*SPLIT, "provisional"} & set(rows["phone"])


def test_split_adds_up_to_the_totals(ask: Deskctl) -> None:
    """The split is printed only on request, headed as reconstructed, and adds up to the totals of the source."""
    answer = ask("mode", "list", "--split", "--json")
    rows = {row["id"]: row for row in answer.json}
    assert [rows["on_site"][name] for name in SPLIT] == [3, 5, 2, 3]
    assert [rows["email"][name] for name in SPLIT] == [None] * 4
    for row in rows.values():
        assert row["provisional"] is True
        assert row["stars_total"] == (None if row["id"] == "email" else sum(row[name] for name in SPLIT))
    assert "reconstructed, not from the source" in ask("--lang", "en", "mode", "list", "--split").err


def test_split_can_be_edited(act: Deskctl) -> None:
    """A desk edits the split, alone or with other fields; a sum that is not the total is warned about."""
    assert act("mode", "edit", "phone", "--timeliness", "4", "--openness", "2").err == ""
    assert "12" in act("--lang", "en", "mode", "edit", "phone", "--openness", "3", "--availability", "5x8").err
    rows = {row["id"]: row for row in act("mode", "list", "--split", "--json").json}
    assert [rows["phone"][name] for name in SPLIT] == [4, 4, 1, 3]
    assert rows["phone"]["availability"] == "5x8"
    assert act("mode", "edit", "phone", "--openness", "3").code == 4
