// The map of tiles: coloured by the chosen measure; the tile under the pointer or in focus is read out.
let counted = null;
let measure = "";

function put(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function colour(screen) {
  if (!counted) return;
  for (const tile of screen.querySelectorAll("[data-tile]")) {
    const of = counted.tiles[tile.dataset.tile];
    const { value, heat } = of?.measures[measure] ?? { value: "—", heat: 0 };
    put(tile.querySelector("[data-tile-value]"), value);
    tile.dataset.heat = heat;
    if (of && tile.getAttribute("aria-label") !== of.words) tile.setAttribute("aria-label", of.words);
  }
}

function choose(screen, button) {
  measure = button.dataset.measure;
  for (const one of screen.querySelectorAll("[data-measure]")) one.setAttribute("aria-pressed", String(one === button));
  colour(screen);
}

function readOut(screen) {
  const tile = screen.querySelector("[data-tile]:hover, [data-tile]:focus-visible");
  put(screen.querySelector("[data-readout]"), counted?.tiles[tile?.dataset.tile]?.words ?? counted?.values.elsewhere ?? "");
}

export function readTiles(screen, state) {
  counted = state;
  colour(screen);
  readOut(screen);
}

export function showTiles(screen) {
  const buttons = [...screen.querySelectorAll("[data-measure]")];
  buttons.forEach((button) => button.addEventListener("click", () => choose(screen, button)));
  measure = buttons[0]?.dataset.measure ?? "";
  for (const event of ["pointerover", "pointerout", "focusin", "focusout"]) {
    screen.querySelector(".tilemap")?.addEventListener(event, () => requestAnimationFrame(() => readOut(screen)));
  }
}
