"""What the kinds of records are called."""

from collections.abc import Mapping

from deskctl.errors import Term
from deskctl.language.i18n import N_

NOUNS: Mapping[str, Term] = {
    "customer": Term(N_("customer")),
    "site": Term(N_("site")),
    "contact": Term(N_("contact person")),
    "contract": Term(N_("contract")),
    "asset": Term(N_("asset")),
    "staff": Term(N_("member of the staff")),
    "vendor": Term(N_("vendor")),
    "expert": Term(N_("expert")),
    "part": Term(N_("part")),
    "loaner": Term(N_("loaner")),
    "catalog_item": Term(N_("service item")),
    "course": Term(N_("course")),
    "faq": Term(N_("answer")),
    "training": Term(N_("training")),
    "inspection": Term(N_("inspection")),
    "ticket": Term(N_("ticket")),
    "mail": Term(N_("mail")),
}
"""Table -> the word for one of its records; a table without a word is named as it is."""
