"""``python -m desktop`` is the command ``matinee``."""

from desktop.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
