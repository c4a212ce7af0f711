"""GeoVirus: WikiNews articles on outbreaks of disease, with place mentions and coordinates (Gritta and others, 2018)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, parse

from recoupe.model import Span


@dataclass(frozen=True, slots=True)
class GoldPlace:
    span: Span
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Article:
    source: str
    text: str
    places: tuple[GoldPlace, ...]


def load_articles(path: Path) -> tuple[Article, ...]:
    """In the order of the file. Its offsets count from 1 and are now and then off: the nearest spot of the name is taken."""
    return tuple(_article(node) for node in parse(path).getroot().iter("article"))


def _article(node: Element) -> Article:
    text = str(node.findtext("text"))
    places = {}
    for location in node.iter("location"):
        span = _span(text, str(location.findtext("name")), int(location.findtext("start") or 0) - 1)
        if span is not None:
            places[span] = GoldPlace(span, float(location.findtext("lat") or 0), float(location.findtext("lon") or 0))
    return Article(str(node.findtext("source")), text, tuple(places[s] for s in sorted(places)))


def _span(text: str, name: str, start: int) -> Span | None:
    spots = [i for i in range(len(text)) if text.startswith(name, i)]
    if not spots:
        return None
    nearest = min(spots, key=lambda i: abs(i - start))
    return Span(nearest, nearest + len(name))


def halves(articles: tuple[Article, ...]) -> tuple[tuple[Article, ...], tuple[Article, ...]]:
    """For mending and for measuring: every other article by its address, parts of one article in the same half."""
    order = sorted({a.source for a in articles})
    mending = set(order[::2])
    return tuple(a for a in articles if a.source in mending), tuple(a for a in articles if a.source not in mending)
