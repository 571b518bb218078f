// The big screen: asks data-url every data-every seconds and changes only what changed.
// Answer: {at, values: {key: text}, lists: {key: [{field: text, level?}]}, charts: {key: chart}, tiles: {code: {value, heat, level?}}}
import "../css/screen.css";

import { described, draw } from "./draw.js";

const STALE_AFTER = 60_000;
let lastAt = null;
let lastState = null;

function put(element, text) {
  const words = text ?? "—";
  if (element && element.textContent !== String(words)) element.textContent = words;
}

function fillRow(row, item) {
  for (const field of row.querySelectorAll("[data-field]")) put(field, item[field.dataset.field]);
  if (item.level) row.dataset.level = item.level;
}

function fillList(list, items) {
  const template = list.querySelector("template");
  const rows = [...list.querySelectorAll(":scope > [data-row]")];
  items.forEach((item, index) => {
    const row = rows[index] ?? list.appendChild(template.content.firstElementChild.cloneNode(true));
    row.dataset.row = "";
    fillRow(row, item);
  });
  for (const row of rows.slice(items.length)) row.remove();
}

function fillTile(tile, { value, heat, level }) {
  put(tile.querySelector("[data-tile-value]"), value);
  tile.dataset.heat = heat ?? 0;
  if (level) tile.dataset.level = level;
  else delete tile.dataset.level;
}

const lettering = () => parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.125;

function each(screen, attribute, values, act) {
  for (const element of screen.querySelectorAll(`[data-${attribute}]`)) {
    const value = values?.[element.dataset[attribute]];
    if (value !== undefined) act(element, value);
  }
}

function show(screen, state) {
  each(screen, "value", state.values, put);
  each(screen, "list", state.lists, fillList);
  each(screen, "tile", state.tiles, fillTile);
  each(screen, "plot", state.charts, (place, chart) => draw(place, chart, { night: true, size: lettering() }));
  lastAt = new Date(state.at);
  lastState = state;
}

function showAge(screen) {
  const place = screen.querySelector("[data-age]");
  if (!place || !lastAt) return;
  const time = lastAt.toLocaleTimeString("zh-CN", { hour12: false });
  const stale = Date.now() - lastAt > STALE_AFTER;
  screen.classList.toggle("screen-stale", stale);
  put(place, stale ? `数据停在 ${time}，正在重新连接` : `数据更新于 ${time}`);
}

async function refresh(screen) {
  try {
    const answer = await fetch(screen.dataset.url, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(8000) });
    if (answer.status === 401 || answer.status === 403 || answer.redirected) window.location.reload();
    else if (answer.ok) show(screen, await answer.json());
  } catch {
    // the age line below tells the onlooker; the next round tries again
  }
  showAge(screen);
}

function showClock(screen) {
  const now = new Date();
  put(screen.querySelector("[data-now]"), `${now.toLocaleDateString("zh-CN", { year: "numeric", month: "long", day: "numeric", weekday: "long" })} ${now.toLocaleTimeString("zh-CN", { hour12: false })}`);
}

function start(screen) {
  const first = screen.dataset.first && described(screen.dataset.first);
  if (first) show(screen, first);
  else refresh(screen);
  showAge(screen);
  showClock(screen);
  if (screen.dataset.url) setInterval(refresh, (Number(screen.dataset.every) || 10) * 1000, screen);
  setInterval(showClock, 1000, screen);
  window.addEventListener("resize", () => lastState && show(screen, lastState));
}

document.querySelectorAll(".screen").forEach(start);
