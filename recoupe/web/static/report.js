// A report: pointing at a claim, in the margin or in the text, shows who does what to whom in it, by letters and lines.
const letters = document.getElementById("roles").dataset;
const pieces = [...document.querySelectorAll("article .piece")].map((node) => ({
  node,
  parts: (node.dataset.parts ?? "").split(" ").filter(Boolean).map((part) => part.split(":")),
  ends: (node.dataset.ends ?? "").split(" "),
  evidence: (node.dataset.evidence ?? "").split(" ").filter(Boolean),
}));
const roles = ["actor", "target", "place", "time", "figure", "means", "source"];
document.documentElement.classList.add("lights");
document.querySelector(".when-lit").hidden = false;
for (const { node, parts } of pieces) {
  node.classList.remove(...roles);
  if (!parts.some(([, role]) => role === "event")) node.classList.remove("event");
}

let lit = null;
const light = (claim) => {
  if (claim === lit) return;
  lit = claim;
  for (const { node, parts, ends, evidence } of pieces) {
    const own = parts.filter(([id]) => id === claim).map(([, role]) => role);
    node.classList.remove("lit", ...roles);
    delete node.dataset.letter;
    if (!claim) continue;
    node.classList.toggle("lit", evidence.includes(claim) || own.length > 0);
    node.classList.add(...own.filter((role) => role !== "event"));
    const shown = own.filter((role) => ends.includes(role) && letters[role]).map((role) => letters[role]);
    if (shown.length) node.dataset.letter = shown.join("");
  }
  for (const item of document.querySelectorAll(".claims li")) item.classList.toggle("lit", item.id === claim);
};

for (const item of document.querySelectorAll(".claims li[id]")) {
  for (const event of ["mouseenter", "focusin"]) item.addEventListener(event, () => light(item.id));
  item.addEventListener("mouseleave", () => light(null));
  item.addEventListener("focusout", () => light(null));
  item.addEventListener("click", (event) => {
    if (event.target.closest("a")) return;
    pieces.find(({ evidence }) => evidence.includes(item.id))?.node.scrollIntoView({ block: "center" });
  });
}
// Of several claims on the same words, the one with the shortest evidence is meant; pressing goes on to the next.
const lengths = new Map();
for (const { node, evidence } of pieces) for (const id of evidence) lengths.set(id, (lengths.get(id) ?? 0) + node.textContent.length);
for (const { node, evidence, parts } of pieces) {
  const own = parts.map(([id]) => id);
  const meant = [...evidence].sort((a, b) => own.includes(b) - own.includes(a) || lengths.get(a) - lengths.get(b));
  if (!meant.length) continue;
  node.addEventListener("mouseenter", () => light(meant[0]));
  node.addEventListener("click", () => {
    const next = meant[(meant.indexOf(lit) + 1) % meant.length];
    light(next);
    document.getElementById(next)?.scrollIntoView({ block: "nearest" });
  });
}
document.querySelector("article").addEventListener("mouseleave", () => light(null));
const asked = location.hash.slice(1);
if (asked && document.getElementById(asked)?.matches(".claims li")) {
  light(asked);
  pieces.find(({ evidence }) => evidence.includes(asked))?.node.scrollIntoView({ block: "center" });
}
for (const item of document.querySelectorAll(".loaded-words li")) {
  const words = pieces.filter(({ node }) => node.dataset.loaded === item.dataset.loaded).map(({ node }) => node);
  item.addEventListener("mouseenter", () => words.forEach((node) => node.classList.add("lit")));
  item.addEventListener("mouseleave", () => words.forEach((node) => node.classList.remove("lit")));
}
