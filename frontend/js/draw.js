// Draws a chart into an element and redraws it when the element changes size or the description changes.
import { init } from "./echarts.js";
import { option } from "./options.js";

const drawn = new WeakMap();
const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) drawn.get(target)?.resize();
});

export function draw(place, chart, look) {
  let plot = drawn.get(place);
  if (!plot) {
    plot = init(place, null, { renderer: "svg" });
    drawn.set(place, plot);
    sizes.observe(place);
  }
  plot.setOption(option(chart, look), { replaceMerge: ["series"] });
}

export function described(id) {
  const source = document.getElementById(id);
  return source ? JSON.parse(source.textContent) : null;
}
