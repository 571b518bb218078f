// The reading page of triage: a key clicks the element with that data-key (1–5 category, j next, k previous, c agree).
import "../css/triage.css";

function typing(target) {
  return target.closest('input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable], dialog') !== null;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || typing(event.target)) return;
  const place = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!place) return;
  event.preventDefault();
  place.click();
});
