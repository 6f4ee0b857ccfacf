"""Bringing in: one file a source, the tuple of them all in ``catalogue``; each reads bytes into a plan and touches nothing."""
