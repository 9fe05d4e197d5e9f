"""The scenes of the console's snapshots: the keys that lead to each screen from the queue of the demo desk."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from keyboard import Hands, shows_chosen
from seldom_drawn import changes, drawn
from textual.widgets import Input, OptionList

from deskctl.screens.board.board_screen import BoardScreen
from deskctl.screens.dialogs.help_screen import HelpPane
from deskctl.screens.find.find_screen import FindScreen
from deskctl.screens.form.parked_screen import ParkedScreen
from deskctl.screens.intake.intake_screen import IntakeScreen
from deskctl.screens.queue.queue_screen import QueueScreen
from deskctl.screens.records.records_screen import DetailPane
from deskctl.screens.report.preview_screen import PreviewPane
from deskctl.screens.ticket.explain_screen import ExplainPane
from deskctl.widgets.panes.line_pane import LinePane

HEIGHTS: Mapping[int, int] = {200: 60, 160: 48, 120: 40, 100: 30, 80: 24, 60: 20}
"""The number of lines for each width of the screen."""
USUAL = 100
WIDTHS: Mapping[str, tuple[int, ...]] = {"en": (USUAL,), "zh": (160, USUAL, 60)}
"""The widths of the snapshots in each language."""
AT_EVERY_WIDTH = frozenset({"queue"})
"""The scenes that have a snapshot of every width in each language."""


def widths(scene: str, lang: str) -> tuple[int, ...]:
    """Return the widths of the snapshots of a scene in a language."""
    return tuple(HEIGHTS) if scene in AT_EVERY_WIDTH else WIDTHS[lang]


TICKET = 70


def picture(app: Any) -> str:
    """Return the text of the screen without trailing blanks."""
    lines = (strip.text.rstrip() for strip in drawn(app))
    return "\n".join(lines).rstrip("\n") + "\n"


async def settled(app: Any, pilot: Any, wanted: str) -> str:
    """Let the app work until it is idle and shows the wanted picture or a stable one; return the picture.

    The picture is made when nothing has changed for a moment, and again if anything changes after it.
    """
    last, same, shown = "", 0, None
    while same < (1 if last == wanted else 15):
        await pilot.pause(0.02)
        before, shown = shown, changes(app)
        if any(not worker.is_finished for worker in app.workers):
            last, same = "", 0
        elif last and shown == before:
            same += 1
        elif last or shown == before:
            now = picture(app)
            last, same = now, same + 1 if now == last else 0
    return last


def _text(hands: Hands, part: str) -> str:
    found = hands.app.screen.query(part)
    return found.first(LinePane).text if found else ""


async def queue(hands: Hands) -> None:
    """Show all open tickets, with the cursor on one of them."""
    await hands.go_to(TICKET)


async def empty_queue(hands: Hands) -> None:
    """Wait for a queue without tickets."""
    await hands.see(lambda: hands.app.screen.query("#empty") and hands.app.screen.query_one("#empty").display)


async def found_nothing(hands: Hands) -> None:
    """Filter the queue by a word that no ticket contains."""
    await hands.pilot.press("3", "slash")
    await hands.write("zzz")
    await empty_queue(hands)


async def intake(hands: Hands) -> None:
    """Log a call: choose the caller, enter the symptom and the severity."""
    await hands.see(lambda: shows_chosen(hands.app))
    await hands.settle()
    await hands.pilot.press("n")
    await hands.see(lambda: isinstance(hands.app.screen, IntakeScreen) and isinstance(hands.app.focused, Input))
    await hands.write("p-0101")
    await hands.see(lambda: hands.app.screen.query("#row-contact OptionList.-shown"))
    await hands.pilot.press("down", "enter")
    await hands.see(lambda: "000-0002-0101" in _text(hands, "#card"))
    await hands.fill(title="till server restarts")
    hands.type_ahead("enter", "2", "enter", "1")
    await hands.see(lambda: _text(hands, "#promises").count("●") > 3)  # those of a severe fault


async def ticket(hands: Hands) -> None:
    """Show a ticket in full."""
    await queue(hands)
    await hands.pilot.press("enter")
    await hands.see(lambda: not isinstance(hands.app.screen, QueueScreen))


async def steps(hands: Hands) -> None:
    """Open the menu of actions of a ticket."""
    await queue(hands)
    await hands.pilot.press("l")
    await hands.see(lambda: hands.app.screen.query(OptionList) and hands.app.screen.query_one(OptionList).option_count)


def form(step: str) -> Callable[[Hands], Awaitable[None]]:
    """Return the scene of an operation's form."""

    async def scene(hands: Hands) -> None:
        await queue(hands)
        await hands.choose(step)

    return scene


async def parked(hands: Hands) -> None:
    """Leave a form with typed text, and list the parked forms."""
    await form("call log")(hands)
    await hands.write("half a sentence")
    await hands.pilot.press("ctrl+g")
    await hands.see(lambda: isinstance(hands.app.screen, ParkedScreen) and "half a" in _text(hands, "#picks"))


async def wrong_field(hands: Hands) -> None:
    """Save a form in which a required field is empty."""
    await form("diagnosis record")(hands)
    await hands.pilot.press("ctrl+o")
    await hands.see(lambda: hands.app.screen.query(".wrong"))


async def refused(hands: Hands) -> None:
    """Try an operation that a rule forbids."""
    await queue(hands)
    await hands.pilot.press("c")
    await hands.see(lambda: hands.app.screen.query("FieldRow"))
    await hands.pilot.press("ctrl+o")
    await hands.see(lambda: hands.app.screen.query("#refusal.-shown Label"))


async def report(hands: Hands) -> None:
    """Open the report of a ticket."""
    await queue(hands)
    await hands.pilot.press("e")
    await hands.see(lambda: _text(hands, "#missing"))


async def paper(hands: Hands) -> None:
    """Preview the printed report."""
    await report(hands)
    await hands.pilot.press("ctrl+l")
    await hands.see(lambda: hands.app.screen.query(PreviewPane) and "故障报告" in _text(hands, "PreviewPane"))


async def board(hands: Hands) -> None:
    """Show the board."""
    await hands.pilot.press("b")
    await hands.see(lambda: isinstance(hands.app.screen, BoardScreen) and hands.app.screen.query("#kept"))
    await hands.see(lambda: _text(hands, "#kept").strip() and _text(hands, "#watch").strip())


def records_tab(*keys: str) -> Callable[[Hands], Awaitable[None]]:
    """Return the scene of a tab of the records."""

    async def scene(hands: Hands) -> None:
        await hands.pilot.press("v")
        await hands.see(lambda: hands.app.screen.query(DetailPane) and _text(hands, "DetailPane").strip())
        await hands.pilot.press(*keys)

    return scene


async def explain(hands: Hands) -> None:
    """Show how the clocks of a ticket were calculated."""
    await queue(hands)
    await hands.pilot.press("x")
    await hands.see(lambda: hands.app.screen.query(ExplainPane) and "2026" in _text(hands, "ExplainPane"))


async def keys(hands: Hands) -> None:
    """Show the help with the keys."""
    await queue(hands)
    await hands.pilot.press("question_mark")
    await hands.see(lambda: hands.app.screen.query(HelpPane) and _text(hands, "HelpPane"))


async def palette(hands: Hands) -> None:
    """Search for a command."""
    await queue(hands)
    await hands.pilot.press("colon")
    await hands.see(lambda: isinstance(hands.app.screen, FindScreen))
    await hands.write("visit")
    await hands.see(lambda: "visit arrive" in _text(hands, "#hits"))


async def undo(hands: Hands) -> None:
    """Ask to undo the last action."""
    await queue(hands)
    await hands.pilot.press("u")
    await hands.see(lambda: len(_text(hands, "#undo-lines").splitlines()) > 2)


SCENES: Mapping[str, Callable[[Hands], Awaitable[None]]] = {
    "queue": queue,
    "queue-found-nothing": found_nothing,
    "intake": intake,
    "ticket": ticket,
    "steps": steps,
    "form-call": form("call log"),
    "form-visit": form("visit plan"),
    "form-wrong": wrong_field,
    "form-refused": refused,
    "parked": parked,
    "report": report,
    "paper": paper,
    "board": board,
    "room-customers": records_tab(),
    "room-equipment": records_tab("2"),
    "room-stock": records_tab("3"),
    "room-roster": records_tab("4"),
    "room-mailbox": records_tab("5"),
    "explain": explain,
    "keys": keys,
    "palette": palette,
    "undo": undo,
}
