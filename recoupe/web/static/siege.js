// The curve of an encirclement: which share of the ways out is shut, with its bounds, and of which share anything is known.
import { inWords } from "/static/days.js";

const figure = document.getElementById("ring");

const draw = async () => {
  const Plot = await import("/static/vendor/plot.mjs");
  const days = JSON.parse(figure.dataset.days).map(({ day, ways: [low, best, high], known, by }) => ({ day: new Date(`${day}T00:00:00Z`), low, best, high, known, by }));
  const last = days.at(-1);
  const ends = [{ value: last.best, name: figure.dataset.shut }, { value: last.known, name: figure.dataset.known }];
  if (Math.abs(ends[0].value - ends[1].value) < 0.08) ends.splice(0, 2, { value: ends[0].value, name: ends.map(({ name }) => name).join("\n") });
  const wide = figure.clientWidth > 640;
  const chart = Plot.plot({
    className: "plot", width: Math.min(1000, Math.max(320, figure.clientWidth)), height: wide ? 300 : 240, marginLeft: 56, marginRight: wide ? 168 : 120, marginTop: 16, ariaLabel: figure.dataset.named,
    style: { fontSize: "13px", color: "var(--ink)" }, x: { type: "utc" }, y: { domain: [0, 1], label: null },
    marks: [
      Plot.gridY({ stroke: "var(--line)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({ ticks: 4, label: null, tickSize: 0, tickFormat: (share) => `${Math.round(share * 100)} %` }),
      Plot.axisX({ tickSize: 0, label: null, ticks: wide ? 6 : 2, tickFormat: inWords }),
      Plot.areaY(days, { x: "day", y1: "low", y2: "high", fill: "var(--accent-ground)" }),
      Plot.line(days, { x: "day", y: "known", stroke: "var(--quiet)", strokeDasharray: "4 3" }),
      Plot.line(days, { x: "day", y: "best", stroke: "var(--accent)", strokeWidth: 2 }),
      Plot.ruleY([0], { stroke: "var(--quiet)" }),
      Plot.text(ends, { x: last.day, y: "value", text: "name", textAnchor: "start", dx: 8 }),
    ],
  });
  chart.setAttribute("role", "img");
  for (const part of chart.querySelectorAll("g[aria-label]")) part.removeAttribute("aria-label");
  figure.prepend(chart);
  figure.dataset.ready = "true";
};
if (figure) draw();
