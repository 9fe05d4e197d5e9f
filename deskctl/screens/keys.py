"""The keys of the console, each with the id under which the settings can change it.

Function keys and keys that terminals use (ctrl+h, ctrl+j, ctrl+m, ctrl+s, alt+b, alt+f) are avoided.
"""

from textual.binding import Binding

from deskctl.language.i18n import N_


def _on_ticket(key: str, action: str, name: str, explanation: str) -> Binding:
    return Binding(key, action, name, id=f"ticket.{name.lower().replace(' ', '-')}", tooltip=explanation)


def _anywhere(key: str, action: str, name: str, explanation: str) -> Binding:
    """Return a key of the report that works even while text is typed."""
    return Binding(key, action, name, id=f"report.{name.lower().replace(' ', '-')}", tooltip=explanation, priority=True)


NEW = _on_ticket("n", "new", N_("New"), N_("a new ticket from a call"))
ANSWER = _on_ticket("a", "operate('ticket', 'answer')", N_("Answer"), N_("the customer was answered"))
TAKE = _on_ticket("t", "take", N_("Take"), N_("make the ticket mine"))
ASSIGN = Binding(
    "T",
    "operate('ticket', 'assign')",
    N_("Assign"),
    show=False,
    id="ticket.assign",
    tooltip=N_("give the ticket to somebody"),
)
LOG = _on_ticket("l", "log", N_("Log"), N_("every action on a ticket: call, remote, visit, parts ..."))
RESOLVE = _on_ticket("r", "operate('ticket', 'resolve')", N_("Resolve"), N_("the fault is fixed"))
REPORT = _on_ticket("e", "report", N_("Report"), N_("cause, method and result; the customer's word"))
EXPLAIN = _on_ticket("x", "explain", N_("Explain"), N_("how the due time of a promise is calculated"))
UNDO = _on_ticket("u", "undo", N_("Undo"), N_("undo the last action; both stay in the history"))
COPY = _on_ticket("y", "copy", N_("Copy number"), N_("the ticket's number to the clipboard, through SSH as well"))
OPEN = Binding("enter", "open", N_("Open ticket"), id="ticket.open", tooltip=N_("open the ticket in full"))
CLOSE = _on_ticket("c", "operate('ticket', 'close')", N_("Close"), N_("close the ticket"))

BOARD = Binding("b", "board", N_("Board"), id="queue.board", tooltip=N_("the whole desk on one screen"))
RECORDS = Binding(
    "v", "records", N_("Records"), id="queue.rooms", tooltip=N_("customers, equipment, stock, roster, mailbox")
)
SETTINGS = Binding(
    "comma", "settings", N_("Settings"), key_display=",", id="queue.settings", tooltip=N_("language, colours, keys ...")
)
SHIFT = Binding(
    "S", "day('shift')", N_("Shift"), show=False, id="desk.shift", tooltip=N_("what happened while I was away")
)
VISITS = Binding("D", "dispatch", N_("Dispatch"), show=False, id="desk.visits", tooltip=N_("the week: who goes where"))
HAND_OVER = Binding(
    "H", "hand_over", N_("Hand over"), show=False, id="desk.hand-over", tooltip=N_("what the next shift must know")
)
CALLBACK = Binding(
    "w", "callback", N_("Promise a call"), show=False, id="ticket.callback", tooltip=N_("a call to make, and when")
)
DAY_KEYS = (SHIFT, VISITS, HAND_OVER, CALLBACK)
DUE = Binding("d", "due", N_("Due"), id="desk.due", tooltip=N_("what is due besides the clocks of tickets"))
DOCUMENTS = Binding(
    "P",
    "documents",
    N_("Documents"),
    show=False,
    id="ticket.papers",
    tooltip=N_("all its documents: service sheet, report, remote record, inspection, return visit, month"),
)
ATTACH = Binding(
    "plus",
    "attach",
    N_("Attach"),
    key_display="+",
    show=False,
    id="ticket.attach",
    tooltip=N_("add a file: a photo, a log, a signed sheet"),
)
CHECKLIST = Binding(
    "L", "checklist", N_("Checklist"), show=False, id="ticket.checklist", tooltip=N_("tick off what is to be looked at")
)
PARTS = Binding(
    "B", "parts", N_("Parts"), show=False, id="ticket.parts",
    tooltip=N_("the parts of the ticket and of the stock: install one, take one out"),
)  # fmt: skip
OF_DOCUMENTS = (DOCUMENTS, ATTACH, CHECKLIST, PARTS)
FILTER = Binding(
    "slash", "filter", N_("Filter"), key_display="/", id="queue.filter", tooltip=N_("narrow the list as you type")
)
SORT = Binding("s", "sort", N_("Sort"), id="queue.sort", tooltip=N_("by the next promise, latest first, oldest first"))
SAVED_QUEUES = Binding(
    "Q", "saved_queues", N_("Saved queues"), show=False, id="queue.saved",
    tooltip=N_("change, reorder and remove your own queues"),
)  # fmt: skip
DETAIL = Binding(
    "tab", "app.focus_next", N_("Detail"), show=False, id="queue.detail", tooltip=N_("to the detail pane and back")
)
FIND = Binding("f", "find", N_("Find"), id="app.find", tooltip=N_("anything: tickets, people, operations; ctrl+p too"))
CARD = Binding("C", "card", N_("Customer"), show=False, id="ticket.customer", tooltip=N_("the card of the customer"))
COMMAND = Binding(
    "colon",
    "app.find_commands",
    N_("Command"),
    key_display=":",
    id="app.command",
    tooltip=N_("every operation by name"),
)
HELP = Binding(
    "question_mark",
    "help",
    N_("Help"),
    key_display="?",
    id="app.help",
    tooltip=N_("the keys for the current part of the screen"),
)
QUIT = Binding("q", "app.quit", N_("Quit"), id="app.quit", tooltip=N_("leave the console; nothing is lost"))
BACK = Binding("escape", "back", N_("Back"), id="app.back", tooltip=N_("back to where you came from"))

SAVE = Binding("ctrl+o", "save", N_("Save"), id="form.save", tooltip=N_("record it"), priority=True)
REMEDY = Binding(
    "ctrl+n",
    "remedy",
    N_("Do that first"),
    id="form.first",
    tooltip=N_("the action that a refusal suggests"),
    priority=True,
)
CANCEL = Binding(
    "escape",
    "cancel",
    N_("Back"),
    id="form.cancel",
    tooltip=N_("go back; what was typed is parked, ctrl+g brings it back"),
)
PARKED = Binding(
    "ctrl+g",
    "parked",
    N_("Parked"),
    id="form.parked",
    tooltip=N_("parked forms, to continue them; the next call"),
    priority=True,
)
SIDE = Binding(
    "ctrl+l",
    "side",
    N_("Open ones"),
    id="intake.side",
    tooltip=N_("the customer's open tickets: enter looks into one"),
    priority=True,
)
JOIN = Binding(
    "ctrl+t",
    "join",
    N_("Add to it"),
    id="intake.join",
    tooltip=N_("add the call to the chosen open ticket: no new ticket, no new clocks"),
    priority=True,
)

MARKS = Binding(
    "m",
    "marks",
    N_("Public or internal"),
    show=False,
    id="ticket.marks",
    tooltip=N_("which texts the customer may read"),
)
REPORT_DRAFT = _anywhere("ctrl+o", "draft", N_("Save draft"), N_("keep what is written so far"))
REPORT_ISSUE = _anywhere("ctrl+r", "issue", N_("Issue"), N_("issue the report as its next version"))
REPORT_SEND = _anywhere("ctrl+t", "send", N_("Send"), N_("send the issued report to the customer"))
REPORT_PREVIEW = Binding(
    "ctrl+l",
    "preview",
    N_("Preview"),
    id="report.paper",
    tooltip=N_("see the preview of the report, and write it as a file"),
    priority=True,
)
REPORT_SATISFIED = _anywhere("ctrl+g", "word('satisfied')", N_("Satisfied"), N_("the customer is satisfied"))
REPORT_NOT_SATISFIED = _anywhere(
    "ctrl+n", "word('not-satisfied')", N_("Not satisfied"), N_("the customer is not satisfied")
)
