"""Random sequences on both engines, as many as a release is tried with: `bench_conformance.py [N]`; 200 by default."""

from sequences import run_sequences

if __name__ == "__main__":
    raise SystemExit(run_sequences("conformance/test_random_steps.py", "200"))
