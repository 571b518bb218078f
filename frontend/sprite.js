// Joins the listed Tabler icons to one SVG sprite; a page shows one with <use href="…/icons.svg#name">.
import { readFileSync } from "node:fs";

const FOLDER = new URL("./node_modules/@tabler/icons/icons/outline/", import.meta.url);
const LIST = new URL("./icons.json", import.meta.url);

function symbol(name) {
  const svg = readFileSync(new URL(`${name}.svg`, FOLDER), "utf8");
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const paths = body.replace(/<path stroke="none"[^>]*\/>/g, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24">${paths}</symbol>`;
}

export function sprite() {
  return {
    name: "sprite",
    generateBundle() {
      const names = JSON.parse(readFileSync(LIST, "utf8"));
      const source = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>\n`;
      this.emitFile({ type: "asset", fileName: "icons.svg", source });
    },
  };
}
