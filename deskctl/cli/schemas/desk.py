"""The shapes of the desk itself: actor, search results, store, settings, imports and exports, errors."""

from collections.abc import Mapping

from deskctl.cli.schemas import Form

SHAPES: Mapping[str, Form] = {
    "whoami": {"actor": "text", "name": "text?", "roles": "[text]", "known_by": "text", "user": "text"},
    "made": {"store": "text", "made": "bool"},
    "begun": {"store": "text", "made": "bool", "next": "[text]"},
    "shipped-change": {"kind": "text", "id": "text", "change": "text"},
    "imported": {"store": "text", "records": "int", "tickets": "int", "counts": "{int}"},
    "table-imported": {
        "file": "text", "kind": "text", "encoding": "text", "delimiter": "text", "dry_run": "bool", "created": "int",
        "changed": "int", "same": "int", "rejected": "int", "unknown": "[text]", "notes": "[text]",
        "rows": "[shape:table-row]",
    },
    "table-row": {
        "line": "int", "outcome": "text", "id": "text?", "changes": "any", "notes": "[text]", "errors": "[any]",
    },
    "exported": {"file": "text", "lines": "int"},
    "record": {"type": "text"},
    "report": {
        "report": "text", "ticket": "ticket", "version": "int", "at": "time", "author": "text?", "customer": "text?",
        "customer_name": "text?", "title": "text", "files": "[shape:report-file]",
    },
    "report-file": {"lang": "text", "form": "text", "seq": "int", "sha256": "text", "at": "time"},
    "document": {"file": "text", "form": "text", "lang": "text", "sha256": "text"},
    "store": {
        "path": "text", "zone": "text", "policy_zone": "text", "size": "int", "schema": "text",
        "journal_mode": "text", "tables": "{int}",
        "policies": "[shape:policy-version]", "last_change": "time?",
    },
    "server-store": {
        "path": "text", "zone": "text", "policy_zone": "text", "size": "int", "schema": "text",
        "engine": "text", "login": "text", "for_tests": "bool", "tables": "{int}",
        "policies": "[shape:policy-version]", "last_change": "time?",
    },
    "policy-version": {"id": "text", "version": "text", "installed_at": "time"},
    "trouble": {
        "kind": "text", "grave": "bool", "where": "text", "what": "text", "since": "time?", "todo": "text",
    },
    "backup": {"file": "text", "changes": "int", "removed": "[text]"},
    "moved": {"store": "text", "rows": "int", "actions": "int"},
    "restored": {"store": "text", "changes": "int", "old": "text?"},
    "migrated": {"store": "text", "migrated": "bool", "schema": "text"},
    "rebuilt": {"store": "text", "tickets": "int", "differing_count": "int", "differing": "[ticket]"},
    "set": {"key": "text", "value": "any", "file": "text"},
    "place": {"file": "text", "exists": "bool"},
    "bug-report": {
        "deskctl": "text", "python": "text", "sqlite": "text", "system": "text", "libraries": "{text?}",
        "surroundings": "{text}", "encoding": "text", "store": "any", "log": "[text]",
    },
    "completion": {"shell": "text", "script": "text"},
    "shape": {"shape": "text", "written_by": "[text]"},
    "schema": {"$schema": "text", "title": "text", "type": "text", "properties": "any", "required": "[text]"},
    "result": {"line": "int", "ok": "bool"},
    "hit": {
        "kind": "text", "id": "text", "ticket": "ticket?", "title": "text", "customer": "text?",
        "customer_name": "text?", "status": "text?",
    },
    "roster-stretch": {"kind": "text", "start": "time", "end": "time", "staff": "[text]"},
    "on-call": {"staff": "text", "name": "text", "phone": "text?", "start": "time", "end": "time"},
    "setting": {"key": "text", "value": "any", "from": "text", "meaning": "text"},
    "event": {
        "event": "text", "ticket": "ticket", "at": "time", "title": "text", "customer": "text?",
        "customer_name": "text?", "status": "text", "owner": "text?", "action": "text?", "what": "text?",
        "actor": "text?", "note": "text?", "data": "any", "clause": "text?", "milestone": "text?", "due": "time?",
        "soft": "bool?",
    },
    "error": {
        "error": "text", "code": "text", "message": "text", "clause": "text?", "hint": "text?", "remedy": "any",
        "exit": "int",
    },
}  # fmt: skip
