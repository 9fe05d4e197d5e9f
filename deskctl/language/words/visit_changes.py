"""What changed at a customer's: in the environment or in the demands, each written after its word and a colon."""

import re
from collections.abc import Mapping

from deskctl.language.folding import fold
from deskctl.language.i18n import LANGUAGES, N_, translated

CHANGES: Mapping[str, str] = {"environment": N_("Environment"), "demands": N_("Demands")}
_COLON = re.compile("[:\N{FULLWIDTH COLON}]")


def change_parts(text: str) -> tuple[str | None, str]:
    """Return the kind of a change and what changed; without a word for its kind it is all words."""
    head, *words = _COLON.split(text, maxsplit=1)
    kind = _kinds().get(fold(head.strip()))
    return (None, text.strip()) if kind is None else (kind, "".join(words).strip())


def _kinds() -> dict[str, str]:
    named = {fold(translated(word, lang)): kind for kind, word in CHANGES.items() for lang in LANGUAGES}
    return {**named, **{kind: kind for kind in CHANGES}}
