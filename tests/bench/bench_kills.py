"""Kill batches on a server at random times: `python tests/bench/bench_kills.py ADDRESS [KILLS]`.

ADDRESS is a test desk that contains the demo. Each batch is killed with SIGKILL: every step that it acknowledged must
be saved, no step may be saved twice, and the key of the last saved step must be known.
"""

import json
import random
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

from deskctl.operations.framework.catalogue import find
from deskctl.operations.perform import RequestContext, perform
from deskctl.store.open import check_store, open_reader

_LINES = 400
_TICKETS = (66, 70)
_COUNT = "SELECT count(*), count(DISTINCT note) FROM action WHERE note LIKE ?"


def killed(address: str, run: str, chance: random.Random) -> int:
    """Kill a running batch; return how many steps it acknowledged."""
    words = [sys.executable, "-m", "deskctl", "--store", address, "batch", "-"]
    lines = (json.dumps(_line(run, place)) for place in range(_LINES))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as batch:
        assert batch.stdin
        assert batch.stdout
        batch.stdin.write("\n".join(lines))
        batch.stdin.close()
        acknowledged = [batch.stdout.readline()]
        for line in batch.stdout:
            acknowledged.append(line)
            if len(acknowledged) > 1 and chance.random() < 0.05:
                break
        batch.send_signal(signal.SIGKILL)
        acknowledged += batch.stdout.readlines()
    return sum(line.endswith("\n") and json.loads(line)["ok"] for line in acknowledged if line.strip())


def _line(run: str, place: int) -> dict[str, str]:
    return {
        "do": "ticket.note",
        "ticket": f"T-{_TICKETS[place % 2]:03d}",
        "text": f"{run}/{place}",
        "key": f"{run}/{place}",
        "actor": "LE1",
    }


def main() -> int:
    """Kill the batches, and print how many steps were lost or saved twice."""
    address, kills = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200
    chance = random.Random(kills)  # noqa: S311 - the same each time
    lost = twice = total = again = 0
    for number in range(kills):
        run = f"run-{datetime.now(UTC):%H%M%S}-{number}"
        acknowledged = killed(address, run, chance)
        with closing(open_reader(address)) as conn:
            saved, different = conn.execute(_COUNT, (f"{run}/%",)).fetchone()
        step = find("ticket", "note").of({"text": f"{run}/{saved - 1}"})
        call = RequestContext(now=datetime.now(UTC), actor="LE1", key=f"{run}/{saved - 1}")
        again += perform(address, step, _TICKETS[(saved - 1) % 2], call).repeated
        lost, twice, total = lost + max(acknowledged - saved, 0), twice + saved - different, total + acknowledged
    found = check_store(address, 0)
    print(f"{kills} kills: {total} acknowledged, {lost} lost, {twice} twice, {again} keys known, check: {found}")
    return bool(lost or twice or found or again != kills)


if __name__ == "__main__":
    raise SystemExit(main())
