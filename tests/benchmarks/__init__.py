"""What the performance goals name, measured; each part is a script: `python -m tests.benchmarks.staff`."""
