"""Where things lie for this user: the stores, the drafts, the settings file."""

import os
import sys
from functools import cache
from pathlib import Path

APP = "deskctl"
_XDG = {"config": ("XDG_CONFIG_HOME", "~/.config"), "data": ("XDG_DATA_HOME", "~/.local/share")}


def _folder(kind: str) -> Path:
    if sys.platform.startswith("linux"):
        variable, place = _XDG[kind]
        folder = os.environ.get(variable) or os.path.expanduser(place)  # noqa: PTH111 - Path raises without a home
        return Path(folder) / APP
    return _folder_elsewhere(kind)


@cache
def _folder_elsewhere(kind: str) -> Path:
    from platformdirs import PlatformDirs

    folders = PlatformDirs(APP, appauthor=False)
    return folders.user_config_path if kind == "config" else folders.user_data_path


def data_folder() -> Path:
    """Return the folder of this user's stores and drafts."""
    return _folder("data")


def default_store_path() -> str:
    """Name this user's own store."""
    return str(data_folder() / "desk.db")


def demo_store() -> str:
    """Return the store of the demo desk; the settings file names the real one."""
    return os.environ.get("DESKCTL_STORE") or str(data_folder() / "demo.db")


def drafts_folder(store: str) -> Path:
    """Return the folder that keeps unfinished texts of a store."""
    return Path(store).with_suffix(".drafts")


def config_file() -> Path:
    """Return the settings file."""
    requested = os.environ.get("DESKCTL_CONFIG")
    return Path(requested) if requested else _folder("config") / "config.toml"
