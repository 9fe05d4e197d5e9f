"""Run deskctl: settle the language before anything is said, then hand over to the command line."""

import gc
import sys

from deskctl.cli.words import stated
from deskctl.i18n import LANGUAGES, preferred_language, use_language

_YOUNG = 100_000


def open_console(store: str, actor: str | None, lang: str) -> None:
    """Open the console; Textual is loaded here and nowhere before."""
    from deskctl.console.app import run_console

    run_console(store, actor, lang)


def main() -> None:
    """Run the command line and leave with its exit code."""
    # Most calls end within a tenth of a second: a tenth of that went into looking for cycles that no one leaves.
    gc.set_threshold(_YOUNG)
    words = sys.argv[1:]
    lang = stated(words, "--lang")
    use_language(lang if lang in LANGUAGES else preferred_language())
    try:
        from deskctl.cli.edge import run

        code = run(words, open_console)
    except KeyboardInterrupt:
        code = 130
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
