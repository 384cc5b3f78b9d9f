"""Benchmarks: they measure and do not fail, because results depend on the machine."""
