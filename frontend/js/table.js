// Lists (section[data-table]): opening a row, choosing rows, choosing columns, short addresses.
function openRow(event) {
  const row = event.target.closest("tr[data-href]");
  if (!row || event.defaultPrevented || event.target.closest("a, button, input, label, select, summary")) return;
  if (String(window.getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(row.dataset.href, "_blank", "noopener");
  else window.location.assign(row.dataset.href);
}

function refresh(list) {
  const bulk = list.querySelector("[data-bulk]");
  if (!bulk) return;
  const picks = [...list.querySelectorAll("[data-pick]")];
  const chosen = picks.filter((pick) => pick.checked);
  for (const pick of picks) pick.closest("tr").classList.toggle("chosen", pick.checked);
  const all = list.querySelector("[data-pick-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === picks.length;
    all.indeterminate = chosen.length > 0 && chosen.length < picks.length;
  }
  bulk.dataset.ready = "";
  bulk.classList.toggle("bulk-open", chosen.length > 0);
  bulk.querySelector("[data-chosen]").textContent = chosen.length;
}

function onChange(event) {
  const list = event.target.closest("[data-table]");
  if (!list) return;
  if (event.target.matches("[data-pick-all]")) {
    for (const pick of list.querySelectorAll("[data-pick]")) pick.checked = event.target.checked;
  }
  if (event.target.matches("[data-pick], [data-pick-all]")) refresh(list);
}

// Leaves out what is empty or as it was, so that an address names only what was chosen.
function shorten(event) {
  if (!event.target.matches?.("form.filterbar")) return;
  const values = event.detail.formData;
  const inAddress = new URLSearchParams(location.search);
  for (const name of new Set([...values.keys()])) {
    const kept = values.getAll(name).filter((value) => value !== "");
    values.delete(name);
    for (const value of kept) values.append(name, value);
  }
  const boxes = [...event.target.querySelectorAll("input[name=cols]")];
  const untouched = boxes.every((box) => box.checked === box.defaultChecked);
  values.delete("cols");
  if (!untouched) values.set("cols", boxes.filter((box) => box.checked).map((box) => box.value).join(","));
  else if (inAddress.has("cols")) values.set("cols", inAddress.get("cols"));
}

// What was folded out stays so while its list is replaced.
let opened = null;

function rememberOpen(event) {
  const list = event.detail.target?.closest?.("[data-table]");
  opened = list && {
    id: list.id,
    columns: list.querySelector("details.columns")?.open,
    filters: list.querySelector(".filters-toggle")?.checked,
  };
}

function reopen() {
  const list = opened && document.getElementById(opened.id);
  const columns = list?.querySelector("details.columns");
  const filters = list?.querySelector(".filters-toggle");
  if (columns) columns.open = opened.columns;
  if (filters) filters.checked = opened.filters;
  opened = null;
}

export function watchTables() {
  const refreshAll = () => document.querySelectorAll("[data-table]").forEach(refresh);
  document.addEventListener("click", openRow);
  document.addEventListener("change", onChange);
  document.addEventListener("htmx:configRequest", shorten);
  document.addEventListener("htmx:beforeSwap", rememberOpen);
  document.addEventListener("htmx:afterSettle", reopen);
  document.addEventListener("htmx:afterSettle", refreshAll);
  window.addEventListener("pageshow", refreshAll);
  refreshAll();
}
