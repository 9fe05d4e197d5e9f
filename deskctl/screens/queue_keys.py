"""The keys that the queue names at its lower edge, the most needed first."""

from deskctl.screens import keys
from deskctl.widgets.key_bar import Key

QUEUE_BAR = (
    Key("n", keys.NEW.description, "new"),
    Key("a", keys.ANSWER.description, "operate('ticket', 'answer')"),
    Key("l", keys.LOG.description, "log"),
    Key("t", keys.TAKE.description, "take"),
    Key("r", keys.RESOLVE.description, "operate('ticket', 'resolve')"),
    Key("e", keys.REPORT.description, "report"),
    Key("c", keys.CLOSE.description, "operate('ticket', 'close')"),
    Key("x", keys.EXPLAIN.description, "explain"),
    Key("u", keys.UNDO.description, "undo"),
    Key("b", keys.BOARD.description, "board"),
    Key("v", keys.ROOMS.description, "rooms"),
    Key(",", keys.SETTINGS.description, "settings"),
    Key("/", keys.FILTER.description, "filter"),
    Key(":", keys.COMMAND.description, "app.command_palette", always=True),
    Key("?", keys.HELP.description, "help", always=True),
    Key("q", keys.QUIT.description, "app.quit", always=True),
)
