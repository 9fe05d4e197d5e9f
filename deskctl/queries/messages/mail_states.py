"""The state and the kind of a mail, as conditions of SQL: one definition for lists, counts and the console."""

STATE = "coalesce(mail.state, CASE WHEN mail.ticket IS NULL THEN 'waiting' ELSE 'handled' END)"
"""The state of a mail; imported mails may have none in their own column."""

KIND = "coalesce(mail.kind, CASE WHEN mail.sha256 IS NULL THEN 'new' ELSE 'unread' END)"
"""The kind of a mail; it is `unread` after its bytes are stored and before they are parsed."""

WAITING = f"{STATE} = 'waiting' AND {KIND} IN ('new', 'reply', 'unread')"
"""The mails that somebody must look at; spam and the like are listed separately."""

MAIL_KINDS = ("new", "reply", "auto", "bounce", "loop", "duplicate", "quarantine", "unread")
MAIL_STATES = ("waiting", "handled", "set_aside")
