// The map: land and borders of this server's own files, incidents by day, and for every shape who says so.
import * as maplibre from "/static/vendor/maplibre-gl.mjs";

const box = document.getElementById("map");
const slider = document.getElementById("slider");
const day = document.getElementById("day");
const span = document.getElementById("window");
const play = document.getElementById("play");
const answer = document.getElementById("answer");
const words = document.getElementById("asked").dataset;
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const EPOCH = 719163; // ordinal of 1 January 1970
const iso = (ordinal) => new Date((ordinal - EPOCH) * 86400000).toISOString().slice(0, 10);
const ordinal = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / 86400000) + EPOCH;
const element = (tag, text, ...children) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const style = () => ({
  version: 8,
  sources: {
    base: { type: "geojson", data: new URL("/static/vendor/basemap.json", location.href).href },
    incidents: { type: "geojson", data: new URL("/map.json", location.href).href },
  },
  layers: [
    { id: "sea", type: "background", paint: { "background-color": ink("--sea") } },
    { id: "land", type: "fill", source: "base", filter: ["==", ["get", "kind"], "land"], paint: { "fill-color": ink("--sheet") } },
    { id: "borders", type: "line", source: "base", filter: ["==", ["get", "kind"], "border"], paint: { "line-color": ink("--quiet"), "line-width": 0.8, "line-dasharray": [4, 2] } },
    { id: "around", type: "circle", source: "incidents", filter: shownDays(), paint: { "circle-color": ink("--accent"), "circle-opacity": 0.08,
      "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 0, ["*", ["get", "km"], 0.0064], 14, ["*", ["get", "km"], 105]] } },
    { id: "incidents", type: "circle", source: "incidents", filter: shownDays(), paint: { "circle-color": ink("--accent"), "circle-opacity": 0.75, "circle-stroke-color": ink("--paper"), "circle-stroke-width": 1.5,
      "circle-radius": ["+", 5, ["min", 14, ["*", 1.6, ["sqrt", ["coalesce", ["get", "killed"], 0]]]]] } },
  ],
});

const shownDays = () => {
  const last = Number(slider.value);
  const days = Number(span.selectedOptions[0].dataset.days);
  return ["all", ["<=", ["get", "first"], last], [">", ["get", "last"], last - days]];
};

const tell = async (id) => {
  const response = await fetch(`/map/incidents/${encodeURIComponent(id)}.json`);
  if (!response.ok) return;
  const found = await response.json();
  const title = element("a", `${found.events.join(", ")}, ${found.place ?? ""}, ${found.when}`);
  title.href = found.href;
  const list = element("dl");
  for (const version of found.versions) {
    const held = words[version.stance] ? `${words[version.stance]}: ` : "";
    list.append(element("dt", words[`about${version.attribute[0].toUpperCase()}${version.attribute.slice(1)}`]), element("dd", `${held}${version.label}`, element("small", ` ${version.voices.join(", ")}`)));
  }
  answer.replaceChildren(element("h3", "", title), element("p", `${words[`status${found.status[0].toUpperCase()}${found.status.slice(1)}`] ?? words[`status-${found.status}`] ?? found.status} · ${found.voices} ${words.voices}`), list);
};

const PALETTE = ["#8a5a44", "#4a6d8c", "#5f7f4f", "#7a5c86", "#b08a3e", "#3f7f7a", "#96607a", "#6b6f76"];
const empty = { type: "FeatureCollection", features: [] };
const account = document.getElementById("account");
const keyed = document.getElementById("keyed");
const label = document.getElementById("control").dataset;

// Slanted lines: contested ground is never told by colour alone.
const hatch = () => {
  const size = 12;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.strokeStyle = ink("--against");
  pen.lineWidth = 2;
  for (const shift of [-size, 0, size]) { pen.beginPath(); pen.moveTo(shift, size); pen.lineTo(shift + size, 0); pen.stroke(); }
  return pen.getImageData(0, 0, size, size);
};

const addControl = (map) => {
  map.addImage("hatch", hatch());
  map.addSource("control", { type: "geojson", data: empty });
  const where = (...conditions) => ["all", ["==", ["get", "kind"], "area"], ...conditions];
  map.addLayer({ id: "held", type: "fill", source: "control", filter: where(["==", ["get", "status"], "held"]), paint: { "fill-color": ["get", "colour"], "fill-opacity": 0.35 } }, "borders");
  map.addLayer({ id: "contested", type: "fill", source: "control", filter: where(["==", ["get", "status"], "contested"]), paint: { "fill-pattern": "hatch", "fill-opacity": 0.6 } }, "borders");
  map.addLayer({ id: "places", type: "circle", source: "control", filter: ["all", ["==", ["get", "kind"], "place"], ["!=", ["get", "status"], "unknown"]],
    paint: { "circle-radius": 5, "circle-color": ["get", "colour"], "circle-stroke-width": 2, "circle-stroke-color": ["match", ["get", "status"], "contested", ink("--against"), ink("--ink")] } });
};

// Whose accounts there are takes a look at every claim on ground: the map does not wait for it.
const addAccounts = async () => {
  const told = await (await fetch("/control/accounts.json")).json();
  if (!told.last) return;
  account.append(...told.accounts.map((name) => new Option(name, name)));
  account.parentElement.hidden = false;
};

let asked = 0;
const colours = new Map();
const showControl = async (map) => {
  const own = ++asked;
  if (!account.value) { map.getSource("control").setData(empty); keyed.replaceChildren(); return; }
  const response = await fetch(`/control.json?${new URLSearchParams({ day: iso(Number(slider.value)), account: account.value })}`);
  const found = response.ok ? await response.json() : empty;
  if (own !== asked) return;
  for (const { properties } of found.features) {
    if (properties.holder && !colours.has(properties.holder)) colours.set(properties.holder, PALETTE[colours.size % PALETTE.length]);
    properties.colour = properties.status === "held" ? colours.get(properties.holder) : "rgba(0,0,0,0)";
  }
  map.getSource("control").setData(found);
  const names = new Map(found.features.filter(({ properties }) => properties.status === "held").map(({ properties }) => [properties.holder, properties.holder_name]));
  keyed.replaceChildren(...[...names].map(([holder, name]) => {
    const key = element("span", name);
    key.style.setProperty("--key", colours.get(holder));
    return key;
  }), Object.assign(element("span", label.contested), { className: "hatched" }));
};

const why = async ({ status, holder_name: holder, name, claims }) => {
  const ids = JSON.parse(claims).slice(0, 12);
  const found = ids.length ? await (await fetch(`/claims.json?${new URLSearchParams(ids.map((id) => ["id", id]))}`)).json() : [];
  const list = found.map((claim) => {
    const link = element("a", `${claim.voices.join(" ← ")}, ${claim.published}`);
    link.href = claim.href;
    const quotation = element("q", "", claim.before, element("mark", claim.words), claim.after);
    quotation.className = "words";
    quotation.lang = claim.language;
    quotation.dir = "auto";
    return element("li", "", quotation, element("cite", "", link));
  });
  answer.replaceChildren(element("h3", [name, status === "held" ? `${label.held}: ${holder}` : label.contested].filter(Boolean).join(", ")), Object.assign(element("ul", "", ...list), { className: "plain" }));
};

const start = () => {
  slider.hidden = play.hidden = false;
  const map = new maplibre.Map({ container: box, style: style(), center: [30, 30], zoom: 2, attributionControl: false, maxZoom: 12, dragRotate: false });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }));
  map.addControl(new maplibre.ScaleControl());
  const show = () => {
    for (const layer of ["incidents", "around"]) map.setFilter(layer, shownDays());
    day.value = iso(Number(slider.value));
    if (account.value) showControl(map);
  };
  map.on("load", async () => {
    const { features } = await (await fetch("/map.json")).json();
    const bounds = new maplibre.LngLatBounds();
    // Where nearly all of them are: a capital that is named beside them shall not make the map one of the world.
    const around = features.filter(({ properties }) => properties.last > slider.value - 366).map(({ geometry }) => geometry.coordinates);
    const middle = [0, 1].map((axis) => around.map((at) => at[axis]).sort((a, b) => a - b)[around.length >> 1]);
    for (const at of around) if (Math.hypot(at[0] - middle[0], at[1] - middle[1]) < 12) bounds.extend(at);
    if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 60, maxZoom: 7, animate: false });
    addControl(map);
    account.addEventListener("change", () => showControl(map));
    show();
    map.once("idle", () => {
      box.setAttribute("data-ready", "true");
      addAccounts();
    });
  });
  map.on("click", (event) => {
    const { x, y } = event.point;
    const [hit] = map.queryRenderedFeatures([[x - 4, y - 4], [x + 4, y + 4]], { layers: ["incidents", "places", "contested", "held", "around"] });
    if (hit) (hit.source === "control" ? why(hit.properties) : tell(hit.properties.id));
  });
  map.on("mousemove", (event) => {
    map.getCanvas().classList.toggle("over", map.queryRenderedFeatures(event.point, { layers: ["incidents"] }).length > 0);
  });
  slider.addEventListener("input", show);
  span.addEventListener("change", show);
  day.addEventListener("change", () => { if (day.value) { slider.value = ordinal(day.value); show(); } });
  let running = 0;
  play.addEventListener("click", () => {
    if (running) { clearInterval(running); running = 0; } else {
      if (slider.value === slider.max) slider.value = slider.min;
      running = setInterval(() => {
        const step = Math.max(1, Math.round((slider.max - slider.min) / 200));
        slider.value = Number(slider.value) + step;
        show();
        if (Number(slider.value) >= Number(slider.max)) play.click();
      }, 400);
    }
    play.textContent = running ? play.dataset.pause : play.dataset.play;
  });
  box.recoupe = map;
};

try {
  start();
} catch (problem) {
  box.textContent = box.dataset.failed;
  box.classList.add("failed");
}
