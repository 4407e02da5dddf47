"""The built app as static files."""
