"""The registries for whoever looks something up in them."""

from recoupe.linking.entities import Actor, ActorKind, Outlet, Person
from recoupe.linking.registry import ActorRegistry, load_registry
from recoupe.linking.search import key_of, near, search_actors, search_outlets

__all__ = [
    "Actor", "ActorKind", "ActorRegistry", "Outlet", "Person", "key_of", "load_registry", "near", "search_actors",
    "search_outlets",
]  # fmt: skip
