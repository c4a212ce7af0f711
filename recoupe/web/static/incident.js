// The incident: a cell opens its sentences beside the table; the toll as a chart; the versions' places on a map.
import { inWords } from "/static/days.js";

const table = document.querySelector(".matrix");
const chosen = document.getElementById("chosen");

const open = (cell, claims) => {
  const list = document.createElement("ol");
  for (const claim of new Set(claims)) {
    const item = document.getElementById(claim)?.cloneNode(true);
    if (!item) continue;
    item.removeAttribute("id");
    item.removeAttribute("value");
    item.prepend(Object.assign(document.createElement("small"), { textContent: item.dataset.number }));
    list.append(item);
  }
  for (const shown of table.querySelectorAll(".shown")) shown.classList.remove("shown");
  cell?.classList.add("shown");
  chosen.replaceChildren(list);
};
if (table && chosen) {
  chosen.hidden = false;
  table.addEventListener("click", (event) => {
    const cell = event.target.closest("td");
    const link = event.target.closest("a.ref");
    const claims = link ? [link.hash.slice(1)] : [...(cell?.querySelectorAll("a.ref") ?? [])].map((ref) => ref.hash.slice(1));
    if (!claims.length || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    open(cell, claims);
    if (link) history.replaceState(null, "", link.hash);
  });
}

// Days on which something was said, as far apart as their words need.
const marked = (days, until, most) => {
  const sorted = [...new Set(days.map(Number))].sort((a, b) => a - b);
  const gap = (Number(until) - sorted[0]) / most;
  const kept = [];
  for (const day of sorted) if (!kept.length || day - kept.at(-1) >= gap) kept.push(day);
  return kept.map((day) => new Date(day));
};
const draw = async (figure) => {
  const Plot = await import("/static/vendor/plot.mjs");
  const at = (day) => new Date(`${day}T00:00:00Z`);
  const levels = JSON.parse(figure.dataset.levels).map((level) => ({ ...level, day: at(level.day) }));
  const said = JSON.parse(figure.dataset.said).map((mark) => {
    const [low, high] = mark.given;
    return { ...mark, day: at(mark.day), low: low ?? high, high: high ?? low, href: `#${mark.claim}`, told: `${mark.day}: ${mark.voice}: ${mark.label}` };
  });
  const last = levels.at(-1);
  const days = [...said, ...levels].map(({ day }) => +day);
  const until = new Date(Math.max(...days) + Math.max(86400000, (Math.max(...days) - Math.min(...days)) * 0.06));
  const steps = last ? [...levels, { ...last, day: until }] : [];
  const closed = steps.filter((level) => level.low !== null && level.high !== null);
  const ends = last ? ["high", "best", "low"].filter((name) => last[name] !== null).map((name) => ({ day: until, value: last[name], name: figure.dataset[name] })) : [];
  const apart = ends.reduce((kept, end) => {
    const same = kept.find((one) => Math.abs(one.value - end.value) < 0.07 * Math.max(...ends.map(({ value }) => value), 1));
    if (same) same.name += `, ${end.name}`; else kept.push({ ...end });
    return kept;
  }, []);
  const chart = Plot.plot({
    className: "plot", width: Math.min(600, Math.max(320, figure.clientWidth)), height: 248, marginLeft: 48, marginRight: 24 + 7 * Math.max(...apart.map(({ name }) => name.length), 8), marginTop: 16, ariaLabel: figure.dataset.named,
    style: { fontSize: "13px", color: "var(--ink)" }, x: { type: "utc", domain: [new Date(Math.min(...days) - 43200000), until] }, y: { zero: true, nice: true, label: null },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1 }),
      Plot.axisY({ ticks: 5, label: null, tickSize: 0 }),
      Plot.axisX({ ticks: marked(days, until, figure.clientWidth > 440 ? 4 : 2), tickSize: 0, label: null, tickFormat: inWords }),
      Plot.areaY(closed, { x: "day", y1: "low", y2: "high", curve: "step-after", fill: "var(--accent-ground)" }),
      Plot.line(steps.filter(({ best }) => best !== null), { x: "day", y: "best", curve: "step-after", stroke: "var(--accent)", strokeWidth: 2 }),
      Plot.ruleY([0], { stroke: "var(--quiet)" }),
      Plot.ruleX(said.filter(({ low, high }) => low !== high), { x: "day", y1: "low", y2: "high", stroke: "var(--ink)" }),
      Plot.dot(said, { x: "day", y: "low", r: 4, fill: (mark) => (mark.opens ? "var(--paper)" : "var(--ink)"), stroke: "var(--ink)", strokeWidth: 1.5, title: "told", href: "href" }),
      Plot.text(apart, { x: "day", y: "value", text: "name", textAnchor: "start", dx: 6 }),
    ],
  });
  chart.setAttribute("role", "group");
  for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  figure.querySelector("svg")?.replaceWith(chart);
  figure.dataset.ready = "true";
};
const figure = document.getElementById("toll");
if (figure) draw(figure);

const styled = () => new Promise((done, failed) => {
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/static/vendor/maplibre-gl.css", onload: done, onerror: failed });
  document.head.append(link);
});
const place = async (box) => {
  await styled();
  const { bordered, drawn, element, ink, maplibre, radius } = await import("/static/basemap.js");
  const spots = JSON.parse(box.dataset.spots);
  const around = { type: "FeatureCollection", features: spots.map(({ lon, lat, km }) => ({ type: "Feature", properties: { km }, geometry: { type: "Point", coordinates: [lon, lat] } })) };
  box.hidden = false;
  const bounds = new maplibre.LngLatBounds();
  for (const { lon, lat, km } of spots) {
    const [up, side] = [km / 111, km / 111 / Math.max(0.2, Math.cos((lat * Math.PI) / 180))];
    bounds.extend([lon - side, lat - up]).extend([lon + side, lat + up]);
  }
  const map = drawn(box, { around: { type: "geojson", data: around } }, [
    { id: "around", type: "circle", source: "around", paint: { "circle-color": ink("--place"), "circle-opacity": 0.14, "circle-stroke-color": ink("--place"), "circle-stroke-width": 1, "circle-radius": radius } },
  ], { bounds, fitBoundsOptions: { padding: 32, maxZoom: 9 }, cooperativeGestures: false });
  map.scrollZoom.disable();
  spots.forEach(({ lon, lat, name, voices }, n) => {
    const pin = Object.assign(element("div", String(n + 1)), { className: "pin", title: `${name}: ${voices.join(", ")}` });
    new maplibre.Marker({ element: pin }).setLngLat([lon, lat]).addTo(map);
  });
  map.once("idle", () => {
    document.querySelector("svg.places").setAttribute("hidden", "");
    box.dataset.ready = "true";
    bordered(map);
  });
};
const box = document.getElementById("spots");
if (box) {
  const seen = new IntersectionObserver(([entry]) => {
    if (!entry.isIntersecting) return;
    seen.disconnect();
    place(box).catch(() => { box.hidden = true; });
  });
  seen.observe(document.querySelector("svg.places"));
}
