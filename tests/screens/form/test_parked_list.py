"""The list of parked forms."""

from typing import Any

import pytest
from opened_form import Until
from rich.cells import cell_len

from deskctl.language.i18n import use_language
from deskctl.screens.form.parked_screen import ParkedScreen
from deskctl.screens.session.draft_file import Draft, DraftFile
from deskctl.widgets.panes.line_list import LineList

PARKED = (
    ("part.consent", "EN2", (70,)),
    ("ticket.open", "HL1", ()),
    ("ticket.note", "EN1", (7,)),
    ("contact.edit", "HL1", ()),
)
CODES = {"part.consent": {"by_contact": "P-0301", "how": "phone"}, "contact.edit": {"id": "P-0302"}}


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_parked_forms_are_aligned(desk: str, app_on: Any, until: Until, lang: str) -> None:
    """Time, person, operation and text of all parked forms are aligned, and the text contains no codes.

    A form is listed with its ticket, or with the record that it changes.
    """
    use_language(lang)
    app = app_on(desk, actor="HL1", lang=lang)
    for about, owner, numbers in PARKED:
        other = DraftFile(desk, Draft(about, owner, numbers, app.session.at()))
        other.keep({**CODES.get(about, {}), "note_": "words", "title": "words"}, parked=True)
        other.release()
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.screen.query("#queue"))
        await pilot.press("ctrl+g")
        await until(pilot, lambda: isinstance(app.screen, ParkedScreen) and "words" in _list(app).text)
        lines = _list(app).lines[1:]
        assert len(lines) == len(PARKED)
        assert "P-0301" not in _list(app).text
        assert {"P-0302", "T-070", "T-007"} < {line[2].text.split()[-1] for line in lines}
        assert len({tuple(cell_len(piece.text) for piece in line[:3]) for line in lines}) == 1


def _list(app: Any) -> LineList:
    return app.screen.query_one(LineList)  # type: ignore[no-any-return]
