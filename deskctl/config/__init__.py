"""The settings file, in TOML, and the places of files for this user.

Options come before the environment, then the file, then the default.

`places` has the folders, `known_settings` the keys that the file may hold, `file` reads it, `edit` changes it, `user`
names the user of this machine.
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
    """Return the address of the store that is used if none is named."""
    return os.path.expanduser(setting("store") or default_store_path())  # noqa: PTH111 - the text as it was given
