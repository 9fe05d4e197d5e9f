"""Two languages: English in the source, Chinese in `data/locale`.

`_` translates a text; `N_` only marks a text that is translated later. A text with a number has two English forms,
for one and for any other number: `counted` chooses and translates, `NN_` only marks.
"""

import gettext
import os
from functools import cache

from deskctl.data_files import data_file

LANGUAGES = ("zh", "en")
_DOMAIN = "deskctl"
_plain = gettext.NullTranslations()
_present: tuple[str, gettext.NullTranslations] = ("en", _plain)


def language_of(locale: str | None) -> str:
    """Return the language of a locale such as `zh_CN.UTF-8`; anything but Chinese is English."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"


def preferred_language() -> str:
    """Return the language of the environment."""
    chosen = os.environ.get("DESKCTL_LANG")
    if chosen in LANGUAGES:
        return chosen
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return language_of(next((locale for locale in named if locale), None))


def use_language(lang: str) -> None:
    """Use `zh` or `en` from now on."""
    global _present  # noqa: PLW0603 - the language is a property of the process, as in gettext itself
    _present = (lang, _translations(lang))


@cache
def _translations(lang: str) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, str(data_file("locale")), [lang], fallback=True)


def translated(text: str, lang: str) -> str:
    """Return a text in a language, whatever the current one."""
    return _translations(lang).gettext(text)


def translate_libraries() -> None:
    """Make libraries that use gettext use the current language too; call it before they are imported."""
    gettext.bindtextdomain(_DOMAIN, str(data_file("locale")))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language()  # how gettext is set to a language other than the locale's


def language() -> str:
    """Return the current language, `zh` or `en`."""
    return _present[0]


def _(text: str) -> str:
    """Return a text in the current language."""
    return _present[1].gettext(text) if text else text


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for a marker
    """Mark a text that is translated later."""
    return text


def counted(one: str, many: str, n: int, **values: object) -> str:
    """Return the text for a number in the current language, with the number as `{n}`."""
    return _present[1].ngettext(one, many, n).format(n=n, **values)


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802 - as `N_`
    """Mark the two texts of a number that `counted` translates later."""
    return one, many


def either(zh: str | None, en: str | None) -> str:
    """Return the text of a record in the current language, or the other text if there is none."""
    first, second = (zh, en) if language() == "zh" else (en, zh)
    return first or second or ""
