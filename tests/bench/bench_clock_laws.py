"""Check the laws of the clocks on many random stories: `python tests/bench/bench_clock_laws.py [20000]`.

Exits with 1 if a story breaks a law.
"""

import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "sla"))

from test_real_life_laws import check_all_properties


def main(count: int) -> int:
    """Print how many stories keep the laws, or the first story that breaks one."""
    begun = perf_counter()
    for number in range(count):
        try:
            check_all_properties(number)
        except AssertionError as error:
            print(f"story {number} breaks a law: {error}")
            return 1
    print(f"{count:,} stories keep the six laws ({perf_counter() - begun:.0f} s)")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
