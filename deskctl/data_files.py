"""Where the files of `data/` lie: inside the package in a wheel, beside it in a checkout."""

from pathlib import Path

_HERE = Path(__file__).parent
DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent / "data"


def data_file(*parts: str) -> Path:
    """Return a file that travels with deskctl."""
    return DATA.joinpath(*parts)
