// Pages with charts: each [data-chart="id"] is drawn from the JSON in <script type="application/json" id="id">.
import { described, draw } from "./draw.js";

function drawAll(root) {
  for (const place of root.querySelectorAll("[data-chart]")) {
    const chart = described(place.dataset.chart);
    if (chart) draw(place, chart);
  }
}

document.addEventListener("htmx:load", (event) => drawAll(event.target));
drawAll(document);
