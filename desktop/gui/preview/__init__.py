"""The live preview: the finished article beside the form, locked away from scripts, network and navigation.

A :class:`~desktop.gui.preview.pane.PreviewPane` receives finished :class:`~desktop.core.page.Page` values. It shows them in
WebEngine where a probe in a child process says that WebEngine starts, else in a simplified view. Nothing here imports
WebEngine before that answer: its library is loaded by ``web_view`` alone.
"""
