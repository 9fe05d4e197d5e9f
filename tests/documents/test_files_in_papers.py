"""Files in the papers of visits: photos for the customer, and the scan of the sheet that was signed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from test_annex import PIXEL

Deskctl: TypeAlias = Callable[..., tuple[int, str, str]]
Act: TypeAlias = Callable[..., Any]


@pytest.fixture
def act(deskctl: Deskctl, desk: Path) -> Act:
    """Call deskctl on a desk of one's own as an engineer; give what it wrote."""

    def call(*words: object, actor: str = "EN1") -> Any:
        code, out, err = deskctl("--store", desk, *words, "--actor", actor)
        assert code == 0, err
        return out

    return call


@pytest.fixture
def attach(act: Act, tmp_path: Path) -> Callable[..., str]:
    """Attach a picture of a name; give the id of the file."""

    def call(ref: str, name: str, *more: str) -> str:
        (tmp_path / name).write_bytes(PIXEL)
        return str(json.loads(act("attachment", "add", ref, tmp_path / name, *more, "--json"))["attachment"])

    return call


@pytest.mark.parametrize(
    ("ref", "export"),
    [
        ("IN-2026-10-CUS-03", ("inspection", "export", "IN-2026-10-CUS-03")),
        ("RV-001", ("return-visit", "export", "RV-001")),
        ("TR-003", ("training", "export", "TR-003")),
    ],
)
def test_public_files_stand_in_the_papers_of_services(
    act: Act, attach: Callable[..., str], ref: str, export: tuple[str, ...]
) -> None:
    """A public photo is shown and listed; an internal one is not there."""
    attach(ref, "rack.png", "--kind", "photo", "--public")
    attach(ref, "ours.png", "--kind", "photo")
    text = act(*export, "--format", "html", "-o", "-", "--lang", "en")
    assert "rack.png" in text
    assert "ours.png" not in text
    assert "data:image/png" in text


def test_two_engineers_on_one_visit_have_a_sheet_each(act: Act, attach: Callable[..., str], tmp_path: Path) -> None:
    """Story 19: each arrives and leaves; the id of the visit exports both sheets, with the files of the visit."""
    for who in ("EN1", "EN2"):
        act("visit", "arrive", "T-066", actor=who)
        act("visit", "log", "T-066", "--done", f"checked by {who}", actor=who)
    attach("V-0001", "shelf.png", "--kind", "photo", "--public")
    attach("T-066", "older.png", "--kind", "photo", "--of", "T-066/1")
    out = json.loads(
        act("sheet", "export", "T-066", "--visit", "V-0001", "-o", tmp_path / "s.html", "--json", "--lang", "en")
    )
    assert [Path(one["file"]).name for one in out] == ["s-1.html", "s-2.html"]
    texts = [Path(one["file"]).read_text("utf-8") for one in out]
    assert ["checked by EN1" in texts[0], "checked by EN2" in texts[1]] == [True, True]
    assert all("shelf.png" in text and "older.png" not in text for text in texts)


def test_the_scan_of_the_signed_sheet_marks_the_visit(act: Act, attach: Callable[..., str]) -> None:
    """From attaching it on, until it is hidden; one that names no visit is of the last that somebody came to."""
    act("visit", "arrive", "T-066")

    def signed() -> list[str | None]:
        return [row["signed_sheet"] for row in json.loads(act("ticket", "show", "T-066", "--json"))["visits"]]

    before = signed()
    assert before[-1] is None
    first = attach("V-0001", "sheet.png", "--kind", "signed_sheet")
    assert signed()[-1] == first
    assert "sheet.png" in act("sheet", "export", "T-066", "--format", "md", "-o", "-", "--lang", "en")
    act("attachment", "hide", first, "--reason", "unreadable")
    assert signed() == before
    assert signed()[-1] != attach("T-066", "again.png", "--kind", "signed_sheet") == signed()[-1]


def test_an_inspection_shows_what_is_ahead(act: Act, attach: Callable[..., str]) -> None:
    """What is still to record, the files that it has, and the next one of the site, whether or not it is recorded."""
    file = attach("IN-2026-11-CUS-04", "rack.png", "--kind", "photo")
    act("inspection", "record", "IN-2026-11-CUS-04", "--item", "cpu", "--value", "97")
    act("inspection", "record", "IN-2026-11-CUS-04", "--item", "power", "--verdict", "normal")
    shown = json.loads(act("inspection", "show", "IN-2026-11-CUS-04", "--json"))
    assert (shown["items"][0]["verdict"], shown["next"]) == ("abnormal", "IN-2026-12-S-0401")
    assert "server.disk" in shown["missing"]
    assert {"server.cpu", "server.power"}.isdisjoint(shown["missing"])
    assert [(one["attachment"], one["public"]) for one in shown["files"]] == [(file, False)]
    ahead = json.loads(act("inspection", "show", shown["next"], "--json"))
    assert (ahead["files"], ahead["next"]) == ([], "IN-2027-01-S-0401")
    done = json.loads(act("inspection", "show", "IN-2026-10-CUS-04", "--json"))
    assert (done["missing"], done["next"]) == ([], "IN-2026-11-CUS-04")
