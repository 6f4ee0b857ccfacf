"""Fault campaigns: what ``make faults`` runs in full, and ``test_faults`` a slice of."""
