"""The results of the checks by which the desk's own mail server tests who sent a message."""

import re

from deskctl.mail.message.headers import Headers

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(dmarc|spf|dkim)\s*=\s*([a-z]+)(?![a-z-])")
_FAILED, _PASSED = frozenset({"fail", "hardfail"}), "pass"
_LONGEST = 10_000


def is_forged(headers: Headers) -> bool:
    """Return True if the newest results say that a message is not from its sender.

    Without a verdict of DMARC it is not if its way is forbidden and no signature is valid.
    """
    value = headers.first("authentication-results")[:_LONGEST].decode("latin-1").lower()
    results: dict[str, set[str]] = {}
    for part in _COMMENT.sub("", value).split(";"):
        if match := _RESULT.match(part):
            results.setdefault(match[1], set()).add(match[2])
    if "dmarc" in results:
        return bool(results["dmarc"] & _FAILED)
    return bool(results.get("spf", set()) & _FAILED) and _PASSED not in results.get("dkim", set())
