// The big screen: asks data-url every data-every seconds and changes only what changed.
// Answer: {at, values: {key: text}, lists: {key: [{field: text, level?}]}, charts: {key: chart},
//          tiles: {code: {words, measures: {key: {value, heat}}}}}
import "../css/screen.css";

import { draw } from "./draw.js";
import { readTiles, showTiles } from "./tiles.js";

const STALE_AFTER = 45_000;
let heard = null; // when an answer last came, by this machine's clock: the wall's may be wrong
let counted = ""; // when the platform counted it
let tag = "";

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
  list.classList.toggle("feed-empty", items.length === 0);
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
  each(screen, "plot", state.charts, (place, chart) => draw(place, chart, { night: true, size: lettering() }));
  readTiles(screen, state);
}

function showAge(screen) {
  const stale = !heard || Date.now() - heard > STALE_AFTER;
  screen.classList.toggle("screen-stale", stale);
  const time = counted.slice(11, 19);
  const words = !time ? "正在取数…" : stale ? `数据停在 ${time}，正在重新连接` : `数据更新于 ${time}`;
  put(screen.querySelector("[data-age]"), words);
}

async function refresh(screen) {
  try {
    const headers = { Accept: "application/json", ...(tag && { "If-None-Match": tag }) };
    const answer = await fetch(screen.dataset.url, { headers, signal: AbortSignal.timeout(8000) });
    if (answer.status === 401 || answer.status === 403 || answer.redirected) return window.location.reload();
    if (answer.ok) show(screen, await answer.json());
    if (answer.ok || answer.status === 304) {
      heard = Date.now();
      tag = answer.headers.get("ETag") ?? "";
      counted = answer.headers.get("X-Counted-At") ?? "";
    }
  } catch {
    // the age line below tells the onlooker; the next round tries again
  }
  showAge(screen);
}

const DAY = { timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric", weekday: "long" };
const TIME = { timeZone: "Asia/Shanghai", hour12: false };

function showClock(screen) {
  const now = new Date();
  put(screen.querySelector("[data-now]"), `${now.toLocaleDateString("zh-CN", DAY)} ${now.toLocaleTimeString("zh-CN", TIME)}`);
}

function start(screen) {
  showAge(screen);
  showClock(screen);
  showTiles(screen);
  refresh(screen);
  setInterval(refresh, (Number(screen.dataset.every) || 10) * 1000, screen);
  setInterval(showClock, 1000, screen);
}

document.querySelectorAll(".screen").forEach(start);
