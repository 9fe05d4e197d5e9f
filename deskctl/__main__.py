"""Entry point: choose the language first, then run the command line."""

import gc
import sys

from deskctl.cli.app.raw_argv import option_value
from deskctl.errors import DeskError, Usage
from deskctl.language.i18n import LANGUAGES, N_, preferred_language, translate_libraries, use_language

_GC_THRESHOLD = 100_000


def open_console(store: str, actor: str | None, lang: str) -> None:
    """Open the console; Textual is loaded only here."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(N_("The console needs a terminal."), hint="deskctl ticket list")
    from deskctl.console.app import run_console

    run_console(store, actor, lang)


def _language(requested: str | None) -> str:
    """Return the requested language, else that of the environment or the settings file, else that of the locale."""
    if requested in LANGUAGES:
        return requested
    from deskctl.config import setting

    try:
        chosen = setting("lang")
    except DeskError:  # reported by the code that needs the file
        chosen = None
    return chosen if chosen in LANGUAGES else preferred_language()


def main() -> None:
    """Run the command line and exit with its exit code."""
    # Most calls take less than 0.1 s; with the default threshold a tenth of that goes into cycle collection.
    gc.set_threshold(_GC_THRESHOLD)
    words = sys.argv[1:]
    use_language(_language(option_value(words, "--lang")))
    translate_libraries()
    try:
        from deskctl.cli.error_boundary import run

        code = run(words, open_console)
    except KeyboardInterrupt:
        code = 130
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
