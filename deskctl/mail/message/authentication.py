"""The results of the checks by which the desk's own mail server tests who sent a message."""

import re
from itertools import takewhile

from deskctl.mail.message.headers import Headers

_HEADER = "authentication-results"
_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*(dmarc|spf|dkim)\s*=\s*([a-z]+)(?![a-z-])")
_FAILED, _PASSED = frozenset({"fail", "hardfail"}), "pass"
_LONGEST, _MOST = 10_000, 10


def is_forged(headers: Headers) -> bool:
    """Return True if the results of the newest server say that a message is not from its sender.

    Without a verdict of DMARC it is not if its way is forbidden and no signature is valid.
    """
    results = _newest_results(headers)
    if "dmarc" in results:
        return bool(results["dmarc"] & _FAILED)
    return bool(results.get("spf", set()) & _FAILED) and _PASSED not in results.get("dkim", set())


def _newest_results(headers: Headers) -> dict[str, set[str]]:
    """Return the results of each check, the newest of each; a server may write a header for each check."""
    values = [_COMMENT.sub("", value[:_LONGEST].decode("latin-1").lower()) for value in headers.all(_HEADER)[:_MOST]]
    results: dict[str, set[str]] = {}
    for value in takewhile(lambda value: _server_of(value) == _server_of(values[0]), values):
        results = {**_results_of(value), **results}
    return results


def _server_of(value: str) -> str:
    """Return the name of the server that has written a value; Microsoft writes none."""
    name = value.partition(";")[0].strip()
    return "" if "=" in name else name


def _results_of(value: str) -> dict[str, set[str]]:
    results: dict[str, set[str]] = {}
    for part in value.split(";"):
        if match := _RESULT.match(part):
            results.setdefault(match[1], set()).add(match[2])
    return results
