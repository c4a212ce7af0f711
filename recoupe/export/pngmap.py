"""A map of control as PNG, drawn at twice the size of the sheet."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import TYPE_CHECKING

from recoupe.export.maplayout import CONTESTED, FAINT, FRAME, INK, Point, Sheet, Words, sheet
from recoupe.model import ControlMap

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont, ImageFont

SCALE = 2
_HATCH, _DASH = 14, 9
_FONTS = {"DejaVu Sans": "DejaVuSans.ttf", "Noto Sans": "NotoSans-Regular.ttf", "Liberation Sans": "LiberationSans-Regular.ttf"}
_OPAQUE = 190


def png(found: ControlMap) -> bytes:
    from PIL import Image, ImageDraw

    page = sheet(found)
    size = page.width * SCALE, page.height * SCALE
    image = Image.new("RGB", size, "#ffffff")
    hatch = _hatched(size)
    for shape in page.shapes:
        mask = Image.new("L", size, 0)
        cut = ImageDraw.Draw(mask)
        for n, ring in enumerate(shape.rings):
            cut.polygon(_scaled(ring), fill=0 if n else _OPAQUE)
        image.paste(hatch if shape.hatched else Image.new("RGB", size, shape.fill), (0, 0), mask)
    _draw(page, image, ImageDraw.Draw(image), hatch)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _hatched(size: tuple[int, int]) -> Image:
    from PIL import Image, ImageDraw

    made = Image.new("RGB", size, "#ffffff")
    pen = ImageDraw.Draw(made)
    for x in range(-size[1], size[0], _HATCH):
        pen.line([(x, size[1]), (x + size[1], 0)], fill=CONTESTED, width=3)
    return made


def _draw(page: Sheet, image: Image, pen: ImageDraw, hatch: Image) -> None:
    for line in (*page.lines, page.bar):
        points = _scaled(line.points)
        width = round(line.width * SCALE)
        for stroke in _dashes(points) if line.broken else [points]:
            pen.line(stroke, fill=line.colour, width=width, joint="curve")
    pen.rectangle([x * SCALE for x in page.frame], outline=FRAME)
    for dot in page.dots:
        (x, y), r = _scaled((dot.at,))[0], 4 * SCALE
        pen.ellipse((x - r, y - r, x + r, y + r), fill=CONTESTED if dot.contested else dot.fill, outline=INK, width=2)
    for key in page.keys:
        x, y = _scaled((key.at,))[0]
        box = (int(x), int(y) - 11 * SCALE, int(x) + 22 * SCALE, int(y) + 2 * SCALE)
        if key.hatched:
            image.paste(hatch.crop(box), box[:2])
        pen.rectangle(box, fill=None if key.hatched else key.fill, outline=FAINT)
        _write(pen, Words((key.at[0] + 30, key.at[1]), key.text))
    for words in page.words:
        _write(pen, words)


def _dashes(points: list[Point]) -> list[list[Point]]:
    """The strokes of a broken line, measured along it."""
    made: list[list[Point]] = []
    run, on = 0.0, True
    for (ax, ay), (bx, by) in pairwise(points):
        length, done = hypot(bx - ax, by - ay), 0.0
        while length - done > 1e-9:
            step = min(length - done, _DASH - run)
            ends = [(ax + (bx - ax) * d / length, ay + (by - ay) * d / length) for d in (done, done + step)]
            if on and run and made:
                made[-1].append(ends[1])
            elif on:
                made.append(ends)
            done, run = done + step, run + step
            if run >= _DASH - 1e-9:
                run, on = 0.0, not on
    return made


def _write(pen: ImageDraw, words: Words) -> None:
    x, y = _scaled((words.at,))[0]
    halo = 3 if words.fill not in ("#ffffff", FAINT) else 0
    font, text = _font(words.size * SCALE), words.text
    if Path(str(getattr(font, "path", ""))).name not in _FONTS.values():
        text = text.replace("²", "2")
    pen.text((x, y), text, fill=words.fill, font=font, anchor="ls", stroke_width=halo, stroke_fill="#ffffff")


@cache
def _font(size: int) -> FreeTypeFont | ImageFont:
    """One of the machine's fonts that knows many scripts, or the one that comes with the drawing library."""
    from PIL import ImageFont as Fonts

    for file in _FONTS.values():
        try:
            return Fonts.truetype(file, size)
        except OSError:
            continue
    return Fonts.load_default(size)


def _scaled(points: tuple[Point, ...]) -> list[Point]:
    return [(x * SCALE, y * SCALE) for x, y in points]
