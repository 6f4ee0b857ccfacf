"""Rendering: an article becomes a page. Markdown, Jinja and the sanitiser live here, and in the rendering child alone."""
