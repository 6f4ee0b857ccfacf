"""Benchmarks: what ``make bench`` measures, side by side with a floor or a peer in the same run. Nothing here is a test."""
