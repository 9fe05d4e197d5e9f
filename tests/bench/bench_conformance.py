"""Run the random sequences of a release check on both engines: `bench_conformance.py [N]`, 200 by default."""

from sequences import run_sequences

if __name__ == "__main__":
    raise SystemExit(run_sequences("conformance/test_random_steps.py", "200"))
