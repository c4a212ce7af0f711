"""Actors, persons and outlets: the registries, and mentions tied to them. Import from the modules."""
