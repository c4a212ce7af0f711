"""A map of control as SVG."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from recoupe.export.maplayout import CONTESTED, FAINT, FRAME, INK, Point, Sheet, sheet
from recoupe.model import ControlMap

_FONT = "font-family='Noto Sans, DejaVu Sans, Arial, sans-serif'"


def svg(found: ControlMap) -> str:
    """Stands alone: no font, image or script from elsewhere."""
    return "\n".join(_lines(sheet(found), found))


def _lines(page: Sheet, found: ControlMap) -> Iterator[str]:
    title = escape(f"Who held what on {found.day.isoformat()}, account: {found.account}")
    yield (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {page.width} {page.height}' width='{page.width}' "
        f"height='{page.height}' role='img' aria-label='{title}' {_FONT}>"
    )
    yield f"<title>{title}</title>"
    yield "<defs><pattern id='hatch' width='7' height='7' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'>"
    yield f"<rect width='7' height='7' fill='#ffffff'/><rect width='2.2' height='7' fill='{CONTESTED}'/></pattern></defs>"
    yield f"<rect width='{page.width}' height='{page.height}' fill='#ffffff'/>"
    for shape in page.shapes:
        path = " ".join("M" + " L".join(_xy(p) for p in ring) + " Z" for ring in shape.rings)
        fill = "url(#hatch)" if shape.hatched else shape.fill
        yield f"<path d='{path}' fill='{fill}' fill-opacity='0.75' fill-rule='evenodd' stroke='#ffffff' stroke-width='0.6'/>"
    for line in (*page.lines, page.bar):
        broken = " stroke-dasharray='5 4'" if line.broken else ""
        path = f"<path d='M{' L'.join(_xy(p) for p in line.points)}' fill='none' stroke='{line.colour}'"
        yield f"{path} stroke-width='{line.width}' stroke-linejoin='round'{broken}/>"
    left, top, right, bottom = page.frame
    yield f"<rect x='{left}' y='{top}' width='{right - left}' height='{bottom - top}' fill='none' stroke='{FRAME}'/>"
    for dot in page.dots:
        fill = "url(#hatch)" if dot.contested else dot.fill
        x, y = dot.at
        yield f"<circle cx='{x}' cy='{y}' r='4' fill='{fill}' stroke='{INK}'><title>{escape(dot.name)}</title></circle>"
    for key in page.keys:
        fill = "url(#hatch)" if key.hatched else key.fill
        x, y = key.at
        yield f"<rect x='{x}' y='{y - 11}' width='22' height='13' fill='{fill}' stroke='{FAINT}'/>"
        yield f"<text x='{x + 30}' y='{y}' font-size='13' fill='{INK}'>{escape(key.text)}</text>"
    for words in page.words:
        weight = " font-weight='bold'" if words.bold else ""
        halo = " paint-order='stroke' stroke='#ffffff' stroke-width='2.5'" if words.fill not in ("#ffffff", FAINT) else ""
        x, y = words.at
        yield f"<text x='{x}' y='{y}' font-size='{words.size}' fill='{words.fill}'{weight}{halo}>{escape(words.text)}</text>"
    yield "</svg>"


def _xy(point: Point) -> str:
    return f"{point[0]:g},{point[1]:g}"
