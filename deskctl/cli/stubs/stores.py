"""The commands about the store and the settings file."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

READS: Mapping[str, Mapping[str, Stub]] = {
    "store": {
        "info": Stub(
            N_("Show where the store is and what it holds."),
            "deskctl.cli.desk.store_commands:info",
            "deskctl store info --json",
            ("store", "server-store"),
        ),
        "check": Stub(
            N_("Check the store: what is wrong, since when, what to do; exit code 5 if actions are lost or changed."),
            "deskctl.cli.desk.store_commands:check",
            "deskctl store check --json",
            ("trouble",),
        ),
        "backup": Stub(
            N_("Copy the store, also while it is in use, and verify the copy."),
            "deskctl.cli.desk.store_commands:backup",
            "deskctl store backup backups/desk.db --keep 14",
            ("backup",),
        ),
        "restore": Stub(
            N_("Replace the store with a backup; the replaced file is kept as .old."),
            "deskctl.cli.desk.store_commands:restore",
            "deskctl store restore backups/desk-20261122T020000.db",
            ("restored",),
        ),
        "init": Stub(
            N_("Create a store, in a file or in an empty database of a server."),
            "deskctl.cli.desk.server_store:init",
            "deskctl store init",
            ("made",),
        ),
        "move": Stub(
            N_("Move a desk to a new store, from a file to a server or back; the old one is unchanged."),
            "deskctl.cli.desk.server_store:move",
            "deskctl store move desk.db moved.db",
            ("moved",),
        ),
        "migrate": Stub(
            N_("Migrate an older store to the schema of this program; the old file is kept next to it."),
            "deskctl.cli.desk.store_commands:migrate",
            "deskctl store migrate",
            ("migrated",),
        ),
        "rebuild": Stub(
            N_("Derive status and clocks of every ticket again from its history."),
            "deskctl.cli.desk.store_commands:rebuild",
            "deskctl store rebuild",
            ("rebuilt",),
        ),
    },
    "desk": {
        "update-data": Stub(
            N_("Install newer shipped data: policies, catalogue, modes, hours; the desk's own changes are kept."),
            "deskctl.cli.desk.shipped_data:update_data",
            "deskctl desk update-data --dry-run --json",
            ("shipped-change",),
        ),
    },
    "config": {
        "show": Stub(
            N_("Show every setting and where it comes from."),
            "deskctl.cli.desk.settings:show",
            "deskctl config show --json",
            ("setting",),
        ),
        "set": Stub(
            N_("Set one value of the settings file; without a value remove the key."),
            "deskctl.cli.desk.settings:set_",
            "deskctl config set queues.mine.owner me",
            ("set",),
        ),
        "path": Stub(
            N_("Print the path of the settings file."),
            "deskctl.cli.desk.settings:path",
            "deskctl config path",
            ("place",),
        ),
        "check": Stub(
            N_("List every mistake in the settings file; exit code 4 if there are any."),
            "deskctl.cli.desk.settings:check",
            "deskctl config check",
            ("finding",),
        ),
    },
}
