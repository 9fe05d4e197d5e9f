"""Two languages, one vocabulary: English in the source, Chinese from `data/locale`.

`_` says a text in the present language; `N_` only marks one that is said later.
"""

import gettext
import os

from deskctl.data import data_file

LANGUAGES = ("zh", "en")
_DOMAIN = "deskctl"
_plain = gettext.NullTranslations()
_present: tuple[str, gettext.NullTranslations] = ("en", _plain)


def language_of(locale: str | None) -> str:
    """Read the language off a locale name such as `zh_CN.UTF-8`; anything but Chinese is English."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"


def preferred_language() -> str:
    """Return the language that the environment asks for."""
    requested = os.environ.get("DESKCTL_LANG")
    if requested in LANGUAGES:
        return requested
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of(next((locale for locale in named if locale), None))


def use_language(lang: str) -> None:
    """Speak `zh` or `en` from now on."""
    global _present  # noqa: PLW0603 - the language is a property of the process, as in gettext itself
    folder = str(data_file("locale"))
    _present = (lang, gettext.translation(_DOMAIN, folder, [lang], fallback=True))


def lead_libraries() -> None:
    """Let the libraries that ask gettext speak the present language as well; to be said before they are imported."""
    gettext.bindtextdomain(_DOMAIN, str(data_file("locale")))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language()  # the only place where gettext looks for a language that is not the locale's


def language() -> str:
    """Return the present language, `zh` or `en`."""
    return _present[0]


def _(text: str) -> str:
    """Describe a text in the present language."""
    return _present[1].gettext(text) if text else text


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a marker
    """Mark a text that is said later."""
    return text


def either(zh: str | None, en: str | None) -> str:
    """Choose between the two texts of a record; the other one where the present language has none."""
    first, second = (zh, en) if language() == "zh" else (en, zh)
    return first or second or ""
