// Makes recoupe/data/borders/borders.json.gz of the atlas: lines between countries, each with the two that it runs between, and
// the outlines of land. Coordinates to three places, about 100 m; those of land to two.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../recoupe/data/borders");
const atlas = JSON.parse(readFileSync(join(here, "node_modules/world-atlas/countries-50m.json"), "utf8"));
const { version } = JSON.parse(readFileSync(join(here, "node_modules/world-atlas/package.json"), "utf8"));
const { scale, translate } = atlas.transform;

const line = (arc, digits) => {
  const unit = 10 ** digits;
  let x = 0, y = 0;
  const points = [];
  for (const [dx, dy] of arc) {
    x += dx;
    y += dy;
    const point = [x * scale[0] + translate[0], y * scale[1] + translate[1]].map((v) => Math.round(v * unit) / unit);
    const last = points[points.length - 1];
    if (!last || last[0] !== point[0] || last[1] !== point[1]) points.push(point);
  }
  return points;
};

const owners = atlas.arcs.map(() => new Set());
const own = (arcs, name) => (Array.isArray(arcs) ? arcs.forEach((a) => own(a, name)) : owners[arcs < 0 ? ~arcs : arcs].add(name));
for (const country of atlas.objects.countries.geometries) own(country.arcs, country.properties.name);

const between = new Map();
owners.forEach((names, n) => {
  if (names.size !== 2) return;
  const key = [...names].sort().join("\t");
  between.set(key, [...(between.get(key) ?? []), line(atlas.arcs[n], 3)]);
});
const borders = [...between].sort().map(([key, lines]) => ({ between: key.split("\t"), lines }));

// A ring of arcs, each of which begins where the one before ends; the first of a polygon is its outline, the others are holes.
const ring = (arcs) => arcs.flatMap((n, k) => {
  const points = line(atlas.arcs[n < 0 ? ~n : n], 2);
  if (n < 0) points.reverse();
  return k ? points.slice(1) : points;
});
const land = atlas.objects.land.geometries.flatMap(({ type, arcs }) => (type === "Polygon" ? [arcs] : arcs))
  .map((polygon) => polygon.map(ring).filter((points) => points.length > 3)).filter((polygon) => polygon.length);
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "borders.json.gz"), gzipSync(JSON.stringify({ borders, land }), { level: 9 }));
writeFileSync(join(out, "SOURCES"), [
  "borders.json.gz is made by frontend/borders.mjs (make web) of Natural Earth 1:50m (public domain), by way of",
  `world-atlas ${version} (ISC). Its lines are those that Natural Earth draws: who controls the ground, as its makers see it.`,
  "disputes.toml is of our own pen.", "",
].join("\n"));
