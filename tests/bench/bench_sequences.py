"""Run the random sequences of a release check: `python tests/bench/bench_sequences.py [N]`.

Each of N (2,000) sequences has thirty actions by four people and one unknown person, on tickets of two customers.
"""

from sequences import run_sequences

if __name__ == "__main__":
    raise SystemExit(run_sequences("operations/framework/test_random_sequences.py", "2000"))
