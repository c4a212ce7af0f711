"""Measurements of quality and speed: ``python -m bench NAME`` prints a table and keeps the figures as JSON."""
