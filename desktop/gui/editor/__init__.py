"""The editor: parts list, forms and preview of one review."""
