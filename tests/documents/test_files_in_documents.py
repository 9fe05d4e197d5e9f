"""Files in the documents of visits: photos for the customer, and the scan of the signed sheet."""

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
    """Return a function that calls deskctl as an engineer on a copy of the desk and returns its output."""

    def call(*words: object, actor: str = "EN1") -> Any:
        code, out, err = deskctl("--store", desk, *words, "--actor", actor)
        assert code == 0, err
        return out

    return call


@pytest.fixture
def attach(act: Act, tmp_path: Path) -> Callable[..., str]:
    """Return a function that attaches a picture with a name and returns the id of the file."""

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
def test_public_files_are_in_service_documents(
    act: Act, attach: Callable[..., str], ref: str, export: tuple[str, ...]
) -> None:
    """A public photo is shown and listed in the document of a service, and an internal one is not."""
    attach(ref, "rack.png", "--kind", "photo", "--public")
    attach(ref, "ours.png", "--kind", "photo")
    text = act(*export, "--format", "html", "-o", "-", "--lang", "en")
    assert "rack.png" in text
    assert "ours.png" not in text
    assert "data:image/png" in text


def test_two_engineers_on_a_visit_have_a_sheet_each(act: Act, attach: Callable[..., str], tmp_path: Path) -> None:
    """Story 19: the export of a visit of two engineers makes a sheet for each, with the files of the visit."""
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


def test_scan_of_the_signed_sheet_marks_the_visit(act: Act, attach: Callable[..., str]) -> None:
    """A scan of the signed sheet marks its visit, or the last one, until the scan is hidden."""
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


def test_inspection_shows_what_is_ahead(act: Act, attach: Callable[..., str]) -> None:
    """An inspection shows the items to record, its files, and the next inspection of the site, recorded or not.

    A group without items in the checklists is to be recorded too, as the end of the inspection requires it. After the
    end of maintenance there is no next one.
    """
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
    site = act("site", "add", "--customer", "CUS-04", "--name", "branch", "--plain", "--fields", "id").strip()
    act("asset", "add", "--site", site, "--asset-class", "application", "--name", "shop")
    ahead = json.loads(act("inspection", "show", f"IN-2026-12-{site}", "--json"))
    assert ahead["missing"] == ["application.patches", "application.users", "hardware"]
    done = json.loads(act("inspection", "show", "IN-2026-10-CUS-04", "--json"))
    assert (done["missing"], done["next"]) == ([], "IN-2026-11-CUS-04")
    act("contract", "edit", "CT-04", "--maintenance-end", "2026-12-20", actor="MG1")
    last = json.loads(act("inspection", "show", "IN-2026-12-S-0401", "--json"))
    assert (last["next"], last["no_next"]) == (None, "no_maintenance")
