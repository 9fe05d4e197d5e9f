"""The commands about mails and their files."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

_NOTIFY = "deskctl.cli.messages.notify_commands"
_OUTBOX = "deskctl.cli.messages.outbox_commands"
_FILES = "deskctl.cli.messages.attachment_commands"
_MAIL = "deskctl.cli.messages.mail_commands"

READS: Mapping[str, Mapping[str, Stub]] = {
    "mail": {
        "import": Stub(
            N_("Import mails from files, mbox files, Maildir folders or stdin."),
            f"{_MAIL}:import_mails",
            "deskctl mail import inbox --jsonl",
            ("mail-taken",),
        ),
        "list": Stub(
            N_("List the mails that wait to be handled."), f"{_MAIL}:list_mails", "deskctl mail list", ("mail",)
        ),
        "show": Stub(
            N_("Show one mail with its full text."),
            f"{_MAIL}:show_mail",
            "deskctl mail show ML-005 --json",
            ("mail-full",),
        ),
        "templates": Stub(
            N_("Render every template with hostile names, your own and the packaged ones."),
            f"{_MAIL}:templates",
            "deskctl mail templates",
            ("mail-template",),
        ),
        "save": Stub(
            N_("Save a mail unchanged."), f"{_MAIL}:save_mail", "deskctl mail save ML-0006 -o mails", ("saved-file",)
        ),
    },
    "outbox": {
        "list": Stub(
            N_("List the messages that are not sent yet."),
            f"{_OUTBOX}:list_outbox",
            "deskctl outbox list --state all",
            ("outbox",),
        ),
        "show": Stub(
            N_("Show one message and the result of each attempt."),
            f"{_OUTBOX}:show_outbox",
            "deskctl outbox show OB-0001",
            ("outbox-full",),
        ),
    },
    "notify": {
        "check": Stub(
            N_("Check the escalation rules against the roster of the next two weeks."),
            f"{_NOTIFY}:check_notices",
            "deskctl notify check",
            ("weakness",),
        ),
        "test": Stub(
            N_("Send a test message to a member of the staff and wait for the server's answer."),
            f"{_NOTIFY}:send_test_message",
            "deskctl notify test --to EN4 --by chat",
            ("tested",),
        ),
    },
    "attachment": {
        "list": Stub(
            N_("List the files of a ticket, a mail or another record."),
            f"{_FILES}:list_attachments",
            "deskctl attachment list T-004",
            ("attachment",),
        ),
        "show": Stub(
            N_("Show one file: its record, its type, and whether it may be sent to the customer."),
            f"{_FILES}:show_attachment",
            "deskctl attachment show AT-0001",
            ("attachment",),
        ),
        "save": Stub(
            N_("Save a file under a harmless name; existing files are never replaced."),
            f"{_FILES}:save_attachment",
            "deskctl attachment save AT-0001 -o files",
            ("saved-file",),
        ),
    },
}
