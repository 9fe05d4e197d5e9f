"""The reads about policies, and their installation."""

from collections.abc import Mapping

from deskctl.cli.stubs.base import Stub
from deskctl.language.i18n import N_

READS: Mapping[str, Mapping[str, Stub]] = {
    "policy": {
        "list": Stub(
            N_("List the installed policies with their versions."),
            "deskctl.cli.reads.policies:list_",
            "deskctl policy list --json",
            ("policy",),
        ),
        "show": Stub(
            N_("Show the promises of a policy; --json includes its source."),
            "deskctl.cli.reads.policies:show",
            "deskctl policy show after-sales-strict",
            ("policy-full", "target"),
            fields="target",
        ),
        "check": Stub(
            N_("List every mistake in a policy file; exit code 4 if there are any."),
            "deskctl.cli.reads.policies:check",
            "deskctl policy check policy.toml",
            ("finding",),
        ),
        "install": Stub(
            N_("Install a policy file; one with mistakes is refused."),
            "deskctl.cli.reads.policies:install",
            "deskctl policy install policy.toml",
            ("installed",),
        ),
        "compare": Stub(
            N_("Show what another policy would have met and missed; nothing is written."),
            "deskctl.cli.reads.attainment:compare_",
            "deskctl policy compare after-sales-strict",
            ("comparison", "compared"),
        ),
    },
}
