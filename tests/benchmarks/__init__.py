"""What the goals of performance name, measured: `python -m tests.benchmarks`; some parts are scripts as well."""
