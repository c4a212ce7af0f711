"""Recoupe: attributed claims from conflict reports, set side by side."""

__version__ = "0.1.0"
