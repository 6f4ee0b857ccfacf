"""The word tables of the core, and how a typed beginning is ranked against them.

Callers use ``desktop.core.countries``, ``languages``, ``vocabulary`` and ``phrases``; the modules here hold the rows those read.
"""
