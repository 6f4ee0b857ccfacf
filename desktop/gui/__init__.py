"""The window: everything that knows PySide6. Widgets emit, the session changes, views listen."""
