// Drafts: a form with data-draft="key" is kept in this browser until the server has accepted it.
// The server says so by naming the key once: <meta name="draft-accepted" content="key">, or a page without the form.
const PREFIX = "draft:";
const PENDING = "draft-pending";
const SKIPPED = new Set(["csrfmiddlewaretoken"]);

function note(form, words, tone = "") {
  const place = form.querySelector("[data-draft-note]");
  if (!place) return;
  place.textContent = words;
  place.dataset.tone = tone;
}

function clock(at) {
  return new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
}

function read(form) {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !SKIPPED.has(name));
  return { at: Date.now(), fields };
}

function keep(form) {
  try {
    localStorage.setItem(PREFIX + form.dataset.draft, JSON.stringify(read(form)));
    note(form, `${navigator.onLine ? "已暂存" : "没有网络，已暂存在本机"} ${clock(Date.now())}`, navigator.onLine ? "" : "offline");
  } catch {
    note(form, "本机存储已满，无法暂存，请尽快提交。", "offline");
  }
}

function restore(form) {
  const stored = localStorage.getItem(PREFIX + form.dataset.draft);
  if (!stored) return;
  const { at, fields } = JSON.parse(stored);
  const values = Map.groupBy ? Map.groupBy(fields, ([name]) => name) : group(fields);
  for (const control of form.elements) {
    if (!control.name || SKIPPED.has(control.name) || ["file", "submit", "button", "password"].includes(control.type)) continue;
    const kept = (values.get(control.name) ?? []).map(([, value]) => value);
    if (control.type === "checkbox" || control.type === "radio") control.checked = kept.includes(control.value);
    else if (control.multiple) for (const option of control.options) option.selected = kept.includes(option.value);
    else if (kept.length && control.type !== "hidden") control.value = kept[0];
  }
  note(form, `已恢复 ${clock(at)} 暂存的内容（照片和附件需重新选择）`);
}

function group(fields) {
  const values = new Map();
  for (const pair of fields) values.set(pair[0], [...(values.get(pair[0]) ?? []), pair]);
  return values;
}

function forget(key) {
  localStorage.removeItem(PREFIX + key);
  if (sessionStorage.getItem(PENDING) === key) sessionStorage.removeItem(PENDING);
}

// A draft that was sent and whose form is not back on the page has been accepted.
function settle() {
  const accepted = document.querySelector('meta[name="draft-accepted"]')?.content;
  if (accepted) forget(accepted);
  const pending = sessionStorage.getItem(PENDING);
  if (!pending || document.querySelector(`form[data-draft="${CSS.escape(pending)}"]`)) return;
  if (!document.querySelector("[data-error-page]")) forget(pending);
}

function send(event) {
  const form = event.target.closest("form[data-draft]");
  if (!form || event.defaultPrevented) return;
  keep(form);
  if (navigator.onLine) {
    sessionStorage.setItem(PENDING, form.dataset.draft);
    return;
  }
  event.preventDefault();
  note(form, "没有网络，内容已暂存在本机；连上网络后请再按提交。", "offline");
}

function start() {
  settle();
  const waiting = new WeakMap();
  for (const form of document.querySelectorAll("form[data-draft]")) {
    if (!form.querySelector(".field-wrong")) restore(form);
    form.addEventListener("input", () => {
      clearTimeout(waiting.get(form));
      waiting.set(form, setTimeout(() => keep(form), 500));
    });
    window.addEventListener("online", () => note(form, "网络已恢复，可以提交。"));
    window.addEventListener("offline", () => keep(form));
  }
  document.addEventListener("submit", send);
}

start();
