// Copies what the workbench needs of its packages into recoupe/web/static/vendor, and makes the basemap of the atlas.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { feature, mesh } from "topojson-client";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../recoupe/web/static/vendor");
const tests = join(here, "../tests/web/vendor");
const packages = join(here, "node_modules");
const require = createRequire(import.meta.url);
const read = (path) => JSON.parse(readFileSync(join(packages, path), "utf8"));
for (const folder of [out, tests]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

const withoutMap = (text) => text.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n");
for (const name of ["maplibre-gl.mjs", "maplibre-gl-worker.mjs"]) {
  writeFileSync(join(out, name), withoutMap(readFileSync(join(packages, "maplibre-gl/dist", name), "utf8")));
}
copyFileSync(join(packages, "maplibre-gl/dist/maplibre-gl.css"), join(out, "maplibre-gl.css"));
copyFileSync(join(packages, "axe-core/axe.min.js"), join(tests, "axe.min.js"));
copyFileSync(join(packages, "htmx.org/dist/htmx.min.js"), join(out, "htmx.min.js"));

// Plot: the marks that charts.js draws with. It writes a style element into each picture, which the pages' policy forbids;
// recoupe.css says the same.
const styled = /\.call\(\(svg\) =>\s*\/\/ Warning[^\n]*\n\s*svg\.append\("style"\)\.text\(\s*`[^`]*`\s*\)\s*\)/;
const unstyled = {
  name: "unstyled",
  setup(made) {
    made.onLoad({ filter: /plot\/src\/plot\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!styled.test(source)) throw new Error("Plot writes its style elsewhere: mend build.mjs");
      return { contents: source.replace(styled, ""), loader: "js" };
    });
  },
};
const marks = ["plot", "areaY", "axisX", "axisY", "dot", "gridY", "line", "link", "rect", "ruleX", "ruleY", "text", "vector"];
await build({
  stdin: { contents: `export { ${marks.join(", ")} } from "@observablehq/plot";`, resolveDir: here },
  bundle: true, minify: true, format: "esm", legalComments: "none", outfile: join(out, "plot.mjs"), plugins: [unstyled], logLevel: "warning",
});

// The basemap: land, and borders between countries as lines. Coordinates to three places, about 100 m.
const rounded = (value) => (Array.isArray(value) ? value.map(rounded) : Math.round(value * 1000) / 1000);
const plain = (geometry) => ({ type: geometry.type, coordinates: rounded(geometry.coordinates) });
const atlas = read("world-atlas/countries-50m.json");
const land = feature(atlas, atlas.objects.land).features[0].geometry;
const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b);
const made = [["land", land], ["border", borders]].map(([kind, geometry]) => ({ type: "Feature", properties: { kind }, geometry: plain(geometry) }));
writeFileSync(join(out, "basemap.json"), JSON.stringify({ type: "FeatureCollection", features: made }));

// Letters: each script of each weight in a file of its own, fetched where a page has such letters.
const faces = [
  ["Inter", "inter", ["latin", "latin-ext", "cyrillic"], [400, 600]],
  ["Source Serif 4", "source-serif-4", ["latin", "latin-ext", "cyrillic"], [400, 600]],
  ["Noto Naskh Arabic", "noto-naskh-arabic", ["arabic"], [400, 600]],
];
const rules = [];
for (const [family, name, scripts, weights] of faces) {
  for (const weight of weights) {
    const css = readFileSync(join(packages, "@fontsource", name, `${weight}.css`), "utf8");
    for (const script of scripts) {
      const file = `${name}-${script}-${weight}-normal.woff2`;
      copyFileSync(join(packages, "@fontsource", name, "files", file), join(out, file));
      const block = css.split("@font-face").find((part) => part.includes(`/${file})`));
      const range = block.match(/unicode-range:\s*([^;]+);/)[1];
      rules.push(`@font-face { font-family: "${family}"; font-weight: ${weight}; font-display: swap; src: url("${file}") format("woff2"); unicode-range: ${range}; }`);
    }
  }
}
writeFileSync(join(out, "fonts.css"), rules.join("\n") + "\n");

const told = Object.keys(require("./package.json").dependencies).map((name) => {
  const { version, license } = read(`${name}/package.json`);
  return `${name} ${version}, ${license}`;
});
writeFileSync(join(out, "SOURCES"), [
  "Made by frontend/build.mjs (make web) of these packages:", "", ...told, "",
  "basemap.json is land and borders of Natural Earth 1:50m (public domain), by way of world-atlas. Its borders are those that",
  "Natural Earth draws: who controls the ground, as its makers see it. Where states dispute them this is one viewpoint.", "",
].join("\n"));
