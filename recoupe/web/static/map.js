// The map: incidents by day and who holds what by whose account; split in two, of two dates or of two accounts.
import { bordered, drawn, element, here, ink, lettered, maplibre, radius } from "/static/basemap.js";
import { addControl, controlOf, empty, keys } from "/static/control.js";
import { inWords } from "/static/days.js";

const find = (id) => document.getElementById(id);
const [box, box2, slider, day, day2, span, play, answer] = ["map", "map2", "slider", "day", "day2", "window", "play", "answer"].map(find);
const [account, account2, split, second, keyed, differ, viewpoint] = ["account", "account2", "split", "second", "keyed", "differ", "viewpoint"].map(find);
const words = find("asked").dataset;
const label = find("control").dataset;
const EPOCH = 719163; // ordinal of 1 January 1970
const iso = (ordinal) => new Date((ordinal - EPOCH) * 86400000).toISOString().slice(0, 10);
const ordinal = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / 86400000) + EPOCH;
const views = [];

const shown = (last) => ["all", ["<=", ["get", "first"], last], [">", ["get", "last"], last - Number(span.selectedOptions[0].dataset.days)]];
const layers = (last) => [
  { id: "around", type: "circle", source: "incidents", filter: shown(last), paint: { "circle-color": ink("--accent"), "circle-opacity": 0.08, "circle-radius": radius } },
  { id: "incidents", type: "circle", source: "incidents", filter: shown(last), paint: { "circle-color": ink("--accent"), "circle-opacity": 0.75, "circle-stroke-color": ink("--paper"), "circle-stroke-width": 1.5,
    "circle-radius": ["+", 5, ["min", 14, ["*", 1.6, ["sqrt", ["coalesce", ["get", "killed"], 0]]]]] } },
  { id: "placenames", type: "symbol", source: "placenames", ...lettered("place", { "text-anchor": "left", "text-offset": [1, 0] }, { "text-color": ink("--ink") }) },
];

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
  const status = words[`status${found.status[0].toUpperCase()}${found.status.slice(1)}`] ?? found.status;
  answer.replaceChildren(element("h3", "", title), element("p", `${status} · ${found.voices} ${words.voices}`), list);
};

const why = async ({ kind, status, holder_name: holder, name, claims }, by) => {
  const ids = (typeof claims === "string" ? JSON.parse(claims) : claims).slice(0, 12);
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
  const parts = [element("h3", [name, status === "held" ? `${label.held}: ${holder}` : label.contested].filter(Boolean).join(", ")), Object.assign(element("ul", "", ...list), { className: "plain" })];
  if (kind === "place" && name) {
    const ring = element("a", words.siege.replace("{place}", name));
    ring.href = `/siege?${new URLSearchParams({ place: name, account: by || "all" })}`;
    parts.push(element("p", "", ring));
  }
  answer.replaceChildren(...parts);
};

// The same as a list, for whoever does not point: a press says why.
const list = (features, by) => {
  const told = features.filter(({ properties }) => properties.status !== "unknown" && properties.claims?.length);
  const buttons = told.map(({ properties }) => {
    const held = properties.status === "held" ? properties.holder_name : label.contested;
    const button = Object.assign(element("button", properties.kind === "place" ? `${properties.name}: ${held}` : `${label.area}: ${held}`), { className: "plainly", type: "button" });
    button.addEventListener("click", () => why(properties, by));
    return element("li", "", button);
  });
  find("placed").hidden = !buttons.length;
  find("placed").querySelector("ul").replaceChildren(...buttons);
};

// Names for what is in sight, when nothing moves: letters take long to set, and those of every incident would hold up the slider.
// A country or a region is no point: its name stands on the map already.
const NAMED = 60;
const namesIn = (map) => {
  const found = new Map();
  for (const { geometry, properties } of map.getZoom() < 4 ? [] : map.queryRenderedFeatures({ layers: ["incidents"] })) {
    const { place, killed, precision } = properties;
    if (!place || precision === "country" || precision === "region") continue;
    if (!found.has(place) || (killed ?? 0) > found.get(place).killed) found.set(place, { killed: killed ?? 0, geometry });
  }
  const first = [...found].sort(([, a], [, b]) => b.killed - a.killed).slice(0, NAMED);
  return first.map(([place, { geometry }]) => ({ type: "Feature", geometry, properties: { place } }));
};

const view = (container, { last, by }) => {
  const map = drawn(container, { incidents: { type: "geojson", data: here("/map.json") }, placenames: { type: "geojson", data: empty } }, layers(last()));
  const own = { map, last, by, asked: 0 };
  own.show = () => {
    clearTimeout(own.naming);
    for (const layer of ["incidents", "around"]) map.setFilter(layer, shown(own.last()));
    own.control();
  };
  own.control = async () => {
    const turn = ++own.asked;
    const found = own.by() ? await controlOf(iso(own.last()), own.by()) : empty;
    if (turn !== own.asked) return;
    map.getSource("control").setData(found);
    own.found = found;
    if (own === views[0]) list(found.features, own.by());
    keyed.replaceChildren(...keys(views.flatMap((one) => one.found?.features ?? []), label.contested));
  };
  own.ready = new Promise((done) => map.on("load", async () => {
    addControl(map);
    own.show();
    done();
    map.once("idle", () => bordered(map, viewpoint?.value));
  }));
  map.on("idle", () => {
    clearTimeout(own.naming);
    own.naming = setTimeout(() => {
      const features = namesIn(map);
      const mark = JSON.stringify(features);
      if (mark !== own.named) map.getSource("placenames").setData({ type: "FeatureCollection", features });
      own.named = mark;
    }, 200);
  });
  map.on("click", (event) => {
    const { x, y } = event.point;
    const [hit] = map.queryRenderedFeatures([[x - 4, y - 4], [x + 4, y + 4]], { layers: ["incidents", "places", "contested", "held", "around"] });
    if (hit) (hit.source === "control" ? why(hit.properties, own.by()) : tell(hit.properties.id));
  });
  map.on("mousemove", (event) => {
    map.getCanvas().classList.toggle("over", map.queryRenderedFeatures(event.point, { layers: ["incidents", "places"].filter((id) => map.getLayer(id)) }).length > 0);
  });
  views.push(own);
  return own;
};

// What stands in the address: whoever gets it sees the same.
const keep = () => {
  const asked = new URLSearchParams({ day: iso(Number(slider.value)), window: span.value });
  if (account.value) asked.set("account", account.value);
  if (split.checked) { asked.set("day2", day2.value); if (account2.value) asked.set("account2", account2.value); }
  if (viewpoint?.selectedIndex) asked.set("viewpoint", viewpoint.value);
  history.replaceState(null, "", `?${asked}`);
};

const compare = async () => {
  // Of two accounts on one day; two days are two states, and no disagreement.
  const two = split.checked && account.value && account2.value && account.value !== account2.value && (day2.value || day.value) === day.value;
  differ.hidden = !two;
  if (!two) return;
  const asked = new URLSearchParams({ left: account.value, right: account2.value, day: iso(Number(slider.value)) });
  const found = await (await fetch(`/control/compare.json?${asked}`)).json();
  const places = found.places.slice(0, 8).map(({ name, left, right, since }) => `${name} (${left} / ${right}, ${label.since} ${inWords(new Date(`${since}T00:00:00Z`))})`);
  differ.textContent = `${label.differ.replace("{km2}", Math.round(found.km2).toLocaleString(document.documentElement.lang)).replace("{share}", Math.round(found.share * 100))} ${places.join("; ")}`;
};

let waiting = 0;
const show = () => {
  day.value = iso(Number(slider.value));
  for (const one of views) one.show();
  keep();
  clearTimeout(waiting);
  waiting = setTimeout(compare, 250);
};

const open = async () => {
  second.hidden = box2.hidden = !split.checked;
  document.querySelector(".maps").classList.toggle("two", split.checked);
  views[0].map.resize();
  if (split.checked && views.length < 2) {
    const [first] = views;
    const other = view(box2, { last: () => (day2.value ? ordinal(day2.value) : Number(slider.value)), by: () => account2.value });
    other.map.jumpTo({ center: first.map.getCenter(), zoom: first.map.getZoom() });
    await other.ready;
    let leader = null;
    for (const [a, b] of [[first.map, other.map], [other.map, first.map]]) {
      a.on("move", () => {
        if (leader && leader !== a) return;
        leader = a;
        b.jumpTo({ center: a.getCenter(), zoom: a.getZoom() });
        leader = null;
      });
    }
    other.map.once("idle", () => box2.setAttribute("data-ready", "true"));
  }
  if (split.checked) views[1].map.resize();
  show();
};

const frame = async (map) => {
  const { features } = await (await fetch("/map.json")).json();
  const bounds = new maplibre.LngLatBounds();
  // Where most of them are, if that is one region: a capital that is named beside them shall not make the map one of the world.
  const around = features.filter(({ properties }) => properties.last > slider.value - Math.max(366, Number(span.selectedOptions[0].dataset.days))).map(({ geometry }) => geometry.coordinates);
  const near = (a) => around.filter((b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 12);
  const step = Math.ceil(around.length / 200);
  const densest = around.filter((_, n) => n % step === 0).map(near).reduce((best, found) => (found.length > best.length ? found : best), []);
  for (const at of densest.length >= 0.8 * around.length ? densest : around) bounds.extend(at);
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 60, maxZoom: 7, animate: false });
};

const accounts = async () => {
  const told = await (await fetch("/control/accounts.json")).json();
  find("control").hidden = false;
  for (const select of [account, account2]) select.append(...told.accounts.map((name) => new Option(name, name)));
  const asked = new URLSearchParams(location.search);
  if (asked.has("account")) account.value = asked.get("account");
  account2.value = asked.get("account2") ?? account.value;
  if (asked.has("day2")) { day2.value = asked.get("day2"); split.checked = true; }
  if (!told.last) for (const select of [account, account2]) select.disabled = true;
};

const start = async () => {
  slider.hidden = play.hidden = document.querySelector(".mapped").hidden = false;
  find("show").hidden = true;
  const first = view(box, { last: () => Number(slider.value), by: () => account.value });
  box.recoupe = first.map;
  // Whose accounts there are takes long to work out in a large ledger: unless the address asks for one, the map comes first.
  const asked = ["account", "day2"].some((name) => new URLSearchParams(location.search).has(name));
  if (asked) await accounts();
  await first.ready;
  await frame(first.map);
  if (split.checked) await open(); else show();
  first.map.once("idle", () => {
    box.setAttribute("data-ready", "true");
    if (!asked) accounts();
  });
  for (const [control, event] of [[slider, "input"], [span, "change"], [account, "change"], [account2, "change"], [day2, "change"]]) control.addEventListener(event, show);
  day.addEventListener("change", () => { if (day.value) { slider.value = ordinal(day.value); show(); } });
  split.addEventListener("change", open);
  viewpoint?.addEventListener("change", () => {
    for (const one of views) bordered(one.map, viewpoint.value);
    find("whose").textContent = viewpoint.selectedOptions[0].textContent;
    keep();
  });
  let running = 0;
  play.addEventListener("click", () => {
    if (running) { clearInterval(running); running = 0; } else {
      if (slider.value === slider.max) slider.value = slider.min;
      const step = Math.max(1, Math.round((slider.max - slider.min) / 200));
      running = setInterval(() => {
        slider.value = Number(slider.value) + step;
        show();
        if (Number(slider.value) >= Number(slider.max)) play.click();
      }, 400);
    }
    play.textContent = running ? play.dataset.pause : play.dataset.play;
  });
};

start().catch(() => {
  box.textContent = box.dataset.failed;
  box.classList.add("failed");
});
