// Short notes at the corner. The server puts them into #toasts (also out of band); these vanish, errors stay.
const SECONDS = 6;

function dismissLater(note) {
  if (note.dataset.seen !== undefined) return;
  note.dataset.seen = "";
  if (!note.classList.contains("toast-error")) setTimeout(() => note.remove(), SECONDS * 1000);
}

export function toast(words, tone = "info") {
  const area = document.getElementById("toasts");
  const template = document.getElementById("toast-template");
  if (!area || !template) return;
  const note = template.content.firstElementChild.cloneNode(true);
  note.classList.add(`toast-${tone}`);
  note.querySelector("span").textContent = words;
  area.append(note);
  dismissLater(note);
}

export function showToasts() {
  const each = () => document.querySelectorAll("#toasts .toast-note").forEach(dismissLater);
  document.addEventListener("click", (event) => event.target.closest("[data-dismiss]")?.closest(".toast-note")?.remove());
  document.addEventListener("htmx:load", each);
  // a response header HX-Trigger: {"toast": {"words": "…", "tone": "success"}}
  document.addEventListener("toast", (event) => toast(event.detail.words ?? event.detail.value, event.detail.tone));
  each();
}
