"""Measure how soon a console shows an action of another process: `python tests/bench/bench_seen.py STORE TICKET`.

STORE is a desk for tests that contains the demo, in a file or on a server, TICKET one of its tickets (66). The actions
are spread evenly over the third of a second between two looks of a console at the store. Prints the shortest, the
longest and the median time, and the load of the machine.
"""

import os
import sys

from bench_console import SETTLE, running, seen

if __name__ == "__main__":
    store, number = sys.argv[1], int(sys.argv[2])
    with running("-m", "deskctl", "--lang", "en", "--store", store) as terminal:
        terminal.until("T-0")
        terminal.press("3")
        terminal.read(SETTLE)
        shortest, middle, longest = seen(terminal, store, number)
    print(f"{shortest:.0f}-{longest:.0f} ms, median {middle:.0f} ms, load {os.getloadavg()[0]:.1f}")
