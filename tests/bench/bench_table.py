"""Compare the import of a spreadsheet with that of JSON Lines: `python tests/bench/bench_table.py`.

The rows are `--rows N` assets of 50 customers. Each figure is the CPU seconds and the peak memory of a separate
process; exits with the number of missed goals: 6 times the JSON Lines, memory 3 times the file and 60 MB.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CUSTOMERS, TIMES, SIZES, MEMORY = 50, 6, 3, 60
_RUN = """
import resource, sys
from deskctl.__main__ import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, file=sys.stderr)
"""
_HEADINGS = ("客户", "站点", "类别", "设备名称", "型号", "序列号", "重要程度", "保修截止", "我方采购", "IP地址")


def assets(rows: int) -> Iterator[dict[str, Any]]:
    """Yield the assets as records."""
    for row in range(rows):
        place = row % CUSTOMERS + 1
        yield {
            "type": "asset", "id": f"A-{place:02d}{row // CUSTOMERS + 1:02d}", "site": f"S-{place:02d}01",
            "asset_class": "server", "name": f"服务器{row}", "model": f"M-{row % 90}", "serial": f"SN-{row:06d}",
            "criticality": "high", "vendor": None, "warranty_end": "2027-12-31", "procured_by_us": True,
            "ip": f"10.0.{row // 250}.{row % 250}",
        }  # fmt: skip


def owners() -> Iterator[dict[str, Any]]:
    """Yield the customers and their sites as records."""
    for place in range(1, CUSTOMERS + 1):
        yield {
            "type": "customer", "id": f"CUS-{place:02d}", "name": f"客户{place}样例", "name_en": None, "lang": "zh",
            "key_customer": False, "agreed_phone": None, "email_domain": None, "return_visit_interval_days": None,
            "preferred_mode": None,
        }  # fmt: skip
        yield {
            "type": "site", "id": f"S-{place:02d}01", "customer": f"CUS-{place:02d}", "name": f"总部{place}",
            "outlet": False, "address": None, "travel_minutes": None,
        }  # fmt: skip


def write(folder: Path, rows: int) -> None:
    """Write the records as JSON Lines, and the assets also as a spreadsheet in GB18030."""
    for name, records in (("owners", owners()), ("assets", assets(rows))):
        lines = (json.dumps(record, ensure_ascii=False) for record in records)
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with (folder / "assets.csv").open("w", encoding="gb18030", newline="") as file:
        table = csv.writer(file)
        table.writerow(_HEADINGS)
        for row, one in enumerate(assets(rows)):
            place = row % CUSTOMERS + 1
            kept = (one["name"], one["model"], one["serial"], "高", "2027/12/31", "是", one["ip"])
            table.writerow((f"客户{place}样例", f"总部{place}", "服务器", *kept))


def spent(folder: Path, store: str, *words: str) -> tuple[float, float]:
    """Run one import; return its CPU seconds and peak memory in MB."""
    call = [sys.executable, "-c", _RUN, "import", *words, "--store", str(folder / store)]
    done = subprocess.run(call, env={**os.environ, "HOME": str(folder)}, capture_output=True, text=True, check=True)
    seconds, memory = done.stderr.splitlines()[-1].split()
    return float(seconds), float(memory)


def main() -> int:
    """Print the figures, and return how many goals are missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder, options.rows)
        table = str(folder / "assets.csv")
        for store in ("lines.db", "table.db"):
            spent(folder, store, str(folder / "owners.jsonl"))
        by_lines, _memory = spent(folder, "lines.db", str(folder / "assets.jsonl"))
        first = spent(folder, "table.db", table, "--kind", "asset")
        again = spent(folder, "table.db", table, "--kind", "asset")
        most = SIZES * Path(table).stat().st_size / 1e6 + MEMORY
    print(f"{options.rows} assets as JSON Lines  {by_lines:6.2f} s")
    for words, (seconds, memory) in (("as CSV", first), ("as CSV, the same again", again)):
        print(f"{words:28} {seconds:6.2f} s  {seconds / by_lines:5.1f} ≤ {TIMES}  {memory:6.0f} MB ≤ {most:.0f}")
    return sum((seconds > TIMES * by_lines) + (memory > most) for seconds, memory in (first, again))


if __name__ == "__main__":
    raise SystemExit(main())
