"""The tests of Matinee; their folders mirror ``desktop/``."""
