"""The places of files for this user: stores, drafts, settings."""

import os
import sys
from functools import cache, lru_cache
from pathlib import Path

from deskctl.config.store_address import is_server, redacted

APP = "deskctl"
_XDG = {"config": ("XDG_CONFIG_HOME", "~/.config"), "data": ("XDG_DATA_HOME", "~/.local/share")}


def _folder(kind: str) -> Path:
    if sys.platform.startswith("linux"):
        variable, place = _XDG[kind]
        folder = os.environ.get(variable) or os.path.expanduser(place)  # noqa: PTH111 - Path raises if there is no home
        return _of_app(folder)
    return _folder_elsewhere(kind)


@lru_cache(maxsize=8)  # several settings are read for each action
def _of_app(folder: str) -> Path:
    return Path(folder) / APP


@cache
def _folder_elsewhere(kind: str) -> Path:
    from platformdirs import PlatformDirs

    folders = PlatformDirs(APP, appauthor=False)
    return folders.user_config_path if kind == "config" else folders.user_data_path


def data_folder() -> Path:
    """Return the folder of this user's stores and drafts."""
    return _folder("data")


def default_store_path() -> str:
    """Return the path of this user's own store."""
    return str(data_folder() / "desk.db")


def demo_store() -> str:
    """Return the address of the demo desk's store; the settings file is ignored, since it names the real store."""
    return os.environ.get("DESKCTL_STORE") or str(data_folder() / "demo.db")


def drafts_folder(store: str) -> Path:
    """Return the folder of the drafts for a store."""
    return Path(place_beside(store)).with_suffix(".drafts")


def place_beside(store: str) -> str:
    """Return the path prefix of the files beside a store: its own path, or for a server one in the data folder."""
    if not is_server(store):
        return store
    from hashlib import sha256

    return str(data_folder() / f"server-{sha256(redacted(store).encode()).hexdigest()[:16]}.db")


def made_place_beside(store: str) -> str:
    """Return `place_beside`, and create the data folder for a server: nothing else may have made it yet."""
    if is_server(store):
        data_folder().mkdir(parents=True, exist_ok=True)
    return place_beside(store)


def config_file() -> Path:
    """Return the path of the settings file."""
    named = os.environ.get("DESKCTL_CONFIG")
    return Path(named) if named else _folder("config") / "config.toml"
