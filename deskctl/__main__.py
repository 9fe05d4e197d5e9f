"""Run deskctl: settle the language before anything is said, then hand over to the command line."""

import gc
import sys

from deskctl.cli.app.raw_argv import requested
from deskctl.errors import DeskError, Usage
from deskctl.language.i18n import LANGUAGES, N_, preferred_language, translate_libraries, use_language

_YOUNG = 100_000


def open_console(store: str, actor: str | None, lang: str) -> None:
    """Open the console; Textual is loaded here and nowhere before."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(N_("The console needs a terminal."), hint="deskctl ticket list")
    from deskctl.console.app import run_console

    run_console(store, actor, lang)


def _language(reported: str | None) -> str:
    """Choose the language: as said, as the environment or the settings file has it, as the locale asks."""
    if reported in LANGUAGES:
        return reported
    from deskctl.config import setting

    try:
        chosen = setting("lang")
    except DeskError:  # whoever needs the file tells what is wrong with it
        chosen = None
    return chosen if chosen in LANGUAGES else preferred_language()


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Most calls end within a tenth of a second: a tenth of that went into looking for cycles that no one leaves.
    gc.set_threshold(_YOUNG)
    words = sys.argv[1:]
    use_language(_language(requested(words, "--lang")))
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
