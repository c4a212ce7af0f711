// Two reports: they scroll together, by the passages that they share and the incidents that both tell of.
const [left, right] = document.querySelectorAll(".scroller");
const sync = document.getElementById("sync");
const links = new Map(document.querySelector(".two-texts").dataset.links.split(" ").filter(Boolean).map((link) => {
  const [claim, there] = link.split(":");
  return [claim, there.split(",")];
}));
const first = (scroller, claim) => [...scroller.querySelectorAll("[data-evidence]")].find((node) => node.dataset.evidence.split(" ").includes(claim));
sync.closest("label").hidden = false;
document.documentElement.classList.add("synced");

// Pairs of places, in an order that both texts keep: the longest run of them that never turns back.
const at = (scroller, node) => node.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
const pairs = () => {
  const nodes = [...left.querySelectorAll(".passage")].map((one) => [one, document.getElementById(one.id.replace("l", "r"))]);
  for (const [claim, there] of links) nodes.push([first(left, claim), first(right, there[0])]);
  const found = nodes.filter(([a, b]) => a && b).map(([a, b]) => [at(left, a), at(right, b)]).sort((a, b) => a[0] - b[0]);
  const best = [];
  for (const [n, pair] of found.entries()) {
    best[n] = [pair];
    for (let m = 0; m < n; m += 1) if (found[m][1] <= pair[1] && best[m].length >= best[n].length) best[n] = [...best[m], pair];
  }
  const kept = best.reduce((longest, one) => (one.length > longest.length ? one : longest), []);
  return [[0, 0], ...kept, [left.scrollHeight, right.scrollHeight]];
};
const carried = (value, known, from, to) => {
  const next = Math.max(1, known.findIndex((pair) => pair[from] >= value));
  const [a, b] = [known[next - 1], known[next]];
  const share = b[from] > a[from] ? (value - a[from]) / (b[from] - a[from]) : 0;
  return a[to] + share * (b[to] - a[to]);
};
let led = null;
let quiet = 0;
const follow = (leader, follower, from, to) => leader.addEventListener("scroll", () => {
  if (!sync.checked || (led && led !== leader)) return;
  led = leader;
  clearTimeout(quiet);
  quiet = setTimeout(() => { led = null; }, 150);
  const middle = leader.clientHeight / 3;
  const end = leader.scrollTop + leader.clientHeight >= leader.scrollHeight - 2;
  follower.scrollTop = end ? follower.scrollHeight : carried(leader.scrollTop + middle, pairs(), from, to) - follower.clientHeight / 3;
});
follow(left, right, 0, 1);
follow(right, left, 1, 0);

// A number leads to the same passage on the other side, within its column.
for (const passage of document.querySelectorAll(".passage")) {
  passage.addEventListener("click", (event) => {
    event.preventDefault();
    const there = document.querySelector(passage.hash);
    const scroller = there.closest(".scroller");
    led = scroller;
    scroller.scrollTop = at(scroller, there) - scroller.clientHeight / 3;
    there.focus({ preventScroll: true });
  });
}
const both = (node) => {
  const numbers = (node.dataset.shared ?? "").split(" ").filter(Boolean);
  const claims = (node.dataset.evidence ?? "").split(" ").filter(Boolean);
  const there = claims.flatMap((claim) => links.get(claim) ?? [...links].filter(([, list]) => list.includes(claim)).map(([one]) => one));
  return [...document.querySelectorAll(".two-texts .piece")].filter((piece) => {
    const evidence = (piece.dataset.evidence ?? "").split(" ");
    return numbers.some((n) => (piece.dataset.shared ?? "").split(" ").includes(n)) || (!numbers.length && there.some((claim) => evidence.includes(claim)));
  });
};
for (const node of document.querySelectorAll(".two-texts .piece")) {
  node.addEventListener("mouseenter", () => both(node).forEach((piece) => piece.classList.add("lit")));
  node.addEventListener("mouseleave", () => both(node).forEach((piece) => piece.classList.remove("lit")));
}
