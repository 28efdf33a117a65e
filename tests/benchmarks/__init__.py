"""What the goals of performance name, measured: `python -m tests.benchmarks`; `staff` is a script as well."""
