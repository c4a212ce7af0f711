// The dossier: a window over the histogram that can be drawn, moved and played; files that are dropped anywhere are added.
const find = (id) => document.getElementById(id);
const DAY = 86400000;
const box = find("histogram");

const windowOver = () => {
  const [brush, since, until, play, move, all, how] = ["brush", "since", "until", "play", "move", "all", "how"].map(find);
  const number = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / DAY);
  const text = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const [first, last] = [number(box.dataset.first), number(box.dataset.last)];
  const total = last - first + 1;
  let from = since.value ? Math.max(0, number(since.value) - first) : 0;
  let to = until.value ? Math.min(total - 1, number(until.value) - first) : total - 1;
  const whole = () => from <= 0 && to >= total - 1;

  const paint = () => {
    brush.hidden = whole();
    brush.style.left = `${(from / total) * 100}%`;
    brush.style.width = `${((to - from + 1) / total) * 100}%`;
    move.max = Math.max(1, total - (to - from + 1));
    move.value = from;
    move.hidden = whole();
    all.hidden = whole();
    since.value = whole() ? "" : text(first + from);
    until.value = whole() ? "" : text(first + to);
  };
  let asked = 0;
  const load = () => {
    clearTimeout(asked);
    asked = setTimeout(() => {
      const wanted = whole() ? "/" : `/?${new URLSearchParams({ since: since.value, until: until.value })}`;
      history.replaceState(null, "", wanted);
      htmx.ajax("GET", wanted, { target: "#incidents", select: "#incidents", swap: "outerHTML" });
    }, 180);
  };
  const put = (a, b) => {
    [from, to] = [Math.max(0, Math.min(a, b)), Math.min(total - 1, Math.max(a, b))];
    paint();
  };
  const shift = (start) => {
    const width = to - from;
    from = Math.max(0, Math.min(total - 1 - width, start));
    to = from + width;
    paint();
  };

  let drag = null;
  const at = (event) => {
    const { left, width } = box.getBoundingClientRect();
    return Math.max(0, Math.min(total - 1, Math.floor(((event.clientX - left) / width) * total)));
  };
  box.addEventListener("pointerdown", (event) => {
    const day = at(event);
    const edge = Math.max(1, Math.round((8 / box.clientWidth) * total));
    const inside = !whole() && day >= from - edge && day <= to + edge;
    const kind = !inside ? "new" : Math.abs(day - from) <= edge && to - from > 2 * edge ? "left" : Math.abs(day - to) <= edge && to - from > 2 * edge ? "right" : "move";
    drag = { kind, x: event.clientX, day, from, to, moved: false };
  });
  addEventListener("pointermove", (event) => {
    if (!drag || (!drag.moved && Math.abs(event.clientX - drag.x) < 4)) return;
    drag.moved = true;
    event.preventDefault();
    const day = at(event);
    if (drag.kind === "move") shift(drag.from + day - drag.day);
    else if (drag.kind === "new") put(drag.day, day);
    else put(drag.kind === "left" ? drag.to : drag.from, day);
  });
  addEventListener("pointerup", () => {
    if (!drag) return;
    if (drag.moved) {
      addEventListener("click", (event) => { event.preventDefault(); event.stopPropagation(); }, { capture: true, once: true });
      setTimeout(load);
    }
    drag = null;
  });
  box.addEventListener("dragstart", (event) => event.preventDefault());
  move.addEventListener("input", () => { shift(Number(move.value)); load(); });
  find("window").addEventListener("submit", (event) => {
    event.preventDefault();
    put(since.value ? number(since.value) - first : 0, until.value ? number(until.value) - first : total - 1);
    load();
  });
  all.addEventListener("click", (event) => { event.preventDefault(); put(0, total - 1); load(); });
  let running = 0;
  play.hidden = how.hidden = false;
  play.addEventListener("click", () => {
    if (running) { clearInterval(running); running = 0; } else {
      if (whole()) put(0, Math.max(1, Math.round(total / 12)));
      if (to >= total - 1) shift(0);
      load();
      running = setInterval(() => {
        shift(from + Math.max(1, Math.round((to - from + 1) / 2)));
        load();
        if (to >= total - 1) play.click();
      }, 1100);
    }
    play.textContent = running ? play.dataset.pause : play.dataset.play;
  });
  paint();
};
if (box) windowOver();

const add = find("add");
if (add) {
  const form = add.querySelector("form");
  const files = find("file");
  // With scripts, the page of the progress comes at once.
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "background", value: "true" }));
  const over = (on) => document.documentElement.classList.toggle("dropping", on);
  let depth = 0;
  const holds = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");
  addEventListener("dragenter", (event) => { if (holds(event)) { depth += 1; over(true); } });
  addEventListener("dragleave", (event) => { if (holds(event)) { depth -= 1; if (depth <= 0) over(false); } });
  addEventListener("dragover", (event) => { if (holds(event)) event.preventDefault(); });
  addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    depth = 0;
    over(false);
    files.files = event.dataTransfer.files;
    form.requestSubmit();
  });
}
