// Ground by one account on one day: a colour for each holder, slanted lines where it is contested, nothing where nothing is known.
import { element, ink } from "/static/basemap.js";

const PALETTE = ["#8a5a44", "#4a6d8c", "#5f7f4f", "#7a5c86", "#b08a3e", "#3f7f7a", "#96607a", "#6b6f76"];
const colours = new Map();
const known = new Map();
export const empty = { type: "FeatureCollection", features: [] };

// Contested ground is never told by colour alone.
const hatch = () => {
  const size = 12;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.strokeStyle = ink("--against");
  pen.lineWidth = 2;
  for (const shift of [-size, 0, size]) { pen.beginPath(); pen.moveTo(shift, size); pen.lineTo(shift + size, 0); pen.stroke(); }
  return pen.getImageData(0, 0, size, size);
};

export const addControl = (map) => {
  map.addImage("hatch", hatch());
  map.addSource("control", { type: "geojson", data: empty });
  const where = (...conditions) => ["all", ["==", ["get", "kind"], "area"], ...conditions];
  map.addLayer({ id: "held", type: "fill", source: "control", filter: where(["==", ["get", "status"], "held"]), paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.35 } }, "borders");
  map.addLayer({ id: "contested", type: "fill", source: "control", filter: where(["==", ["get", "status"], "contested"]), paint: { "fill-pattern": "hatch", "fill-opacity": 0.6 } }, "borders");
  map.addLayer({ id: "places", type: "circle", source: "control", filter: ["all", ["==", ["get", "kind"], "place"], ["!=", ["get", "status"], "unknown"]],
    paint: { "circle-radius": 5, "circle-color": ["get", "colour"], "circle-stroke-width": 2, "circle-stroke-color": ["match", ["get", "status"], "contested", ink("--against"), ink("--ink")] } });
};

// The last few days that were asked for are kept: a slider goes back and forth.
export const controlOf = async (day, account) => {
  const address = `/control.json?${new URLSearchParams({ day, account })}`;
  if (!known.has(address)) {
    const response = await fetch(address);
    const found = response.ok ? await response.json() : empty;
    for (const { properties } of found.features) {
      if (properties.holder && !colours.has(properties.holder)) colours.set(properties.holder, PALETTE[colours.size % PALETTE.length]);
      properties.colour = properties.status === "held" ? colours.get(properties.holder) : "rgba(0,0,0,0)";
    }
    known.set(address, found);
    if (known.size > 40) known.delete(known.keys().next().value);
  }
  return known.get(address);
};

export const keys = (features, contested) => {
  if (!features.length) return [];
  const names = new Map(features.filter(({ properties }) => properties.status === "held").map(({ properties }) => [properties.holder, properties.holder_name]));
  const made = [...names].map(([holder, name]) => {
    const key = element("span", name);
    key.style.setProperty("--key", colours.get(holder));
    return key;
  });
  return [...made, Object.assign(element("span", contested), { className: "hatched" })];
};
