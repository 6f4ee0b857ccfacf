"""The people ledger, a place of the window: everybody whom the library knows, under all their names."""
