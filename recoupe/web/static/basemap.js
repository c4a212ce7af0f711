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

// A circle of so many kilometres, whatever the zoom.
export const radius = ["interpolate", ["exponential", 2], ["zoom"], 0, ["*", ["get", "km"], 0.0064], 14, ["*", ["get", "km"], 105]];

export const style = (sources = {}, layers = []) => ({
  version: 8,
  sources: { base: { type: "geojson", data: here("/static/vendor/basemap.json") }, ...sources },
  layers: [
    { id: "sea", type: "background", paint: { "background-color": ink("--sea") } },
    { id: "land", type: "fill", source: "base", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": ink("--sheet") } },
    { id: "borders", type: "line", source: "base", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": ink("--quiet"), "line-width": 0.8, "line-dasharray": [4, 2] } },
    ...layers,
  ],
});

export const drawn = (container, sources, layers, more = {}) => {
  const map = new maplibre.Map({ container, style: style(sources, layers), center: [30, 30], zoom: 2, attributionControl: false, maxZoom: 12, dragRotate: false, ...more });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl());
  return map;
};
