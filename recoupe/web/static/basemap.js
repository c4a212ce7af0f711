// What every map here is drawn on: land and borders from this server's own files, and small tools.
import * as maplibre from "/static/vendor/maplibre-gl.mjs";

export { maplibre };
export const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
export const element = (tag, text, ...children) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};
export const here = (path) => new URL(path, location.href).href;

// Letters on a map: drawn by the browser, nothing is fetched for them.
export const lettered = (field, layout = {}, paint = {}) => ({
  layout: { "text-field": ["get", field], "text-font": ["IBM Plex Sans", "sans-serif"], "text-size": 12, ...layout },
  paint: { "text-color": ink("--quiet"), "text-halo-color": ink("--sheet"), "text-halo-width": 1.5, ...paint },
});

// A circle of so many kilometres, whatever the zoom.
export const radius = ["interpolate", ["exponential", 2], ["zoom"], 0, ["*", ["get", "km"], 0.0064], 14, ["*", ["get", "km"], 105]];

export const style = (sources = {}, layers = []) => ({
  version: 8,
  sources: { base: { type: "geojson", data: here("/static/vendor/basemap.json") }, ...sources },
  layers: [
    { id: "sea", type: "background", paint: { "background-color": ink("--sea") } },
    { id: "land", type: "fill", source: "base", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": ink("--sheet") } },
    { id: "borders", type: "line", source: "base", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": ink("--quiet"), "line-width": 0.8 } },
    ...layers,
  ],
});

// Letters stand at once: fading them in would keep the map drawing for a third of a second after each step.
export const drawn = (container, sources, layers, more = {}) => {
  const map = new maplibre.Map({ container, style: style(sources, layers), center: [30, 30], zoom: 2, attributionControl: false, maxZoom: 12, dragRotate: false, fadeDuration: 0, ...more });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl());
  return map;
};

// Borders as somebody sees them, in the place of the basemap's own: those in dispute broken, and named; and the names of
// countries. Called when the map is painted, which does not wait for letters.
export const bordered = (map, viewpoint = "") => {
  const data = here(`/map/boundaries.json?${new URLSearchParams({ viewpoint })}`);
  if (map.getSource("boundaries")) { map.getSource("boundaries").setData(data); return; }
  map.addSource("boundaries", { type: "geojson", data });
  const line = (id, disputed, more) => map.addLayer({ id, type: "line", source: "boundaries", filter: ["==", ["get", "disputed"], disputed], paint: { "line-color": ink("--quiet"), ...more } }, "borders");
  line("drawn", false, { "line-width": 0.8 });
  line("disputed", true, { "line-width": 1.2, "line-dasharray": [3, 3] });
  map.addLayer({ id: "disputes", type: "symbol", source: "boundaries", minzoom: 3, filter: ["==", ["get", "disputed"], true],
    ...lettered("name", { "text-size": 11, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.6 }) });
  map.addSource("names", { type: "geojson", data: here("/map/names.json") });
  map.addLayer({ id: "countries", type: "symbol", source: "names", maxzoom: 8, ...lettered("name", { "text-size": 11, "text-letter-spacing": 0.08, "text-max-width": 8, "symbol-sort-key": ["-", 0, ["get", "people"]] }) });
  map.setLayoutProperty("borders", "visibility", "none");
};
