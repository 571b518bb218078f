// "/" goes to the search, j and k walk the rows, x picks a row; Enter on a row's link opens it.
function typing(target) {
  return target.closest("input, textarea, select, [contenteditable], dialog") !== null;
}

function walk(step) {
  const links = [...document.querySelectorAll(".rows .row-link")];
  if (!links.length) return;
  const row = document.activeElement.closest(".rows tr");
  const here = links.findIndex((link) => link.closest("tr") === row);
  const next = here < 0 ? (step > 0 ? 0 : links.length - 1) : here + step;
  links[Math.max(0, Math.min(links.length - 1, next))].focus();
}

function pick() {
  document.activeElement.closest(".rows tr")?.querySelector(".pick input")?.click();
}

const KEYS = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
  x: pick,
};

export function listenForKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && location.hash === "#nav") location.hash = "main";
    const act = KEYS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    event.preventDefault();
    act();
  });
}
