"""The location of the files of `data/`: inside the package in a wheel, beside it in a checkout."""

from pathlib import Path

_HERE = Path(__file__).parent
DATA = _HERE / "data" if (_HERE / "data").is_dir() else _HERE.parent / "data"


def data_file(*parts: str) -> Path:
    """Return the path of a file in `data/`."""
    return DATA.joinpath(*parts)
