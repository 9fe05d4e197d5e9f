"""Where things lie for this user, and the one settings file, in TOML.

An option goes before the environment, that before the file, that before the default.

`places` names the folders - `known` says what may stand in the file - `file` reads it - `edit`
changes it - `user` names who uses this machine.
"""

import os

from deskctl.config.file import holds_secret, problems, queues, setting, settings
from deskctl.config.places import (
    config_file,
    data_folder,
    default_store_path,
    demo_store,
    drafts_folder,
)
from deskctl.config.user import machine_user

__all__ = [
    "config_file",
    "data_folder",
    "default_store",
    "default_store_path",
    "demo_store",
    "drafts_folder",
    "holds_secret",
    "machine_user",
    "problems",
    "queues",
    "setting",
    "settings",
]


def default_store() -> str:
    """Return the store that is used when none is named."""
    return os.path.expanduser(setting("store") or default_store_path())  # noqa: PTH111 - a text, as it was said
