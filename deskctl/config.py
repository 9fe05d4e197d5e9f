"""Where things lie for this user: the store, the drafts, the settings."""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from deskctl.errors import BadData
from deskctl.i18n import N_

APP = "deskctl"


@cache
def _folder(kind: str) -> Path:
    from platformdirs import PlatformDirs

    folders = PlatformDirs(APP, appauthor=False)
    return folders.user_config_path if kind == "config" else folders.user_data_path


def data_folder() -> Path:
    """Name the folder of this user's stores and drafts."""
    return _folder("data")


def default_store() -> str:
    """Name the store that is used when none is named: `DESKCTL_STORE`, else this user's own."""
    return os.environ.get("DESKCTL_STORE") or str(data_folder() / "desk.db")


def demo_store() -> str:
    """Name the store of the demo desk."""
    return os.environ.get("DESKCTL_STORE") or str(data_folder() / "demo.db")


def drafts_folder(store: str) -> Path:
    """Name the folder that keeps unfinished texts of a store."""
    return Path(store).with_suffix(".drafts")


def config_file() -> Path:
    """Name the settings file."""
    stated = os.environ.get("DESKCTL_CONFIG")
    return Path(stated) if stated else _folder("config") / "config.toml"


def settings() -> Mapping[str, Any]:
    """Read the settings; an absent file is an empty one."""
    path = config_file()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadData(N_("{path} cannot be read: {reason}"), path=str(path), reason=str(error)) from error
