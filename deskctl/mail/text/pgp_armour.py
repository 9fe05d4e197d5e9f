"""The lines that PGP puts around a signed text."""

_BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_ESCAPE = "- "


def without_armour(text: str) -> str:
    """Return a text signed with PGP without its head and signature; any other is unchanged."""
    lines = text.split("\n")
    blank = next((place for place, line in enumerate(lines) if not line.strip()), None)
    if not lines[0].startswith(_BEGIN) or blank is None:
        return text
    start = blank + 1
    end = next((place for place, line in enumerate(lines) if line.startswith(_SIGNATURE)), len(lines))
    return "\n".join(line.removeprefix(_ESCAPE) for line in lines[start:end])
