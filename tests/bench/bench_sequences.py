"""The random sequences of the suite, as many as a release is tried with: `python tests/bench/bench_sequences.py [N]`.

Each of N (2,000) sequences has thirty actions by four people, and one who is nobody, on tickets of two customers.
"""

from sequences import run_sequences

if __name__ == "__main__":
    raise SystemExit(run_sequences("operations/framework/test_random_sequences.py", "2000"))
