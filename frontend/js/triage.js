// The reading page of triage: a key goes to the element with that data-key. A field is entered (Esc leaves it), anything
// else is clicked; data-also names a choice that is taken with it. The list of keys is on the page, behind "?".
import "../css/triage.css";

const FIELD = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]';

function typing(target) {
  return target.closest(`${FIELD}, dialog`) !== null;
}

function act(place) {
  if (place.matches(FIELD)) {
    place.focus();
    place.select?.();
    return;
  }
  document.getElementById(place.dataset.also)?.click();
  if (place.dataset.opens) document.getElementById(place.dataset.opens).showModal();
  else place.click();
}

// The search for an employer: Down or Enter goes to what was found, and Enter there settles it and goes on to the place, so
// that no Enter sends the form half done. What an earlier search found is gone once another is typed.
function toOptions(event, field) {
  const found = document.querySelector(`#${CSS.escape(field.dataset.options)} input`);
  event.preventDefault();
  if (!found) return;
  found.checked = true;
  found.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { key, target } = event;
  if (target.dataset?.options && (key === "ArrowDown" || key === "Enter")) return toOptions(event, target);
  if (key === "Enter" && target.closest(".found-options")) {
    event.preventDefault();
    return document.querySelector('[data-key="r"]')?.focus();
  }
  if (key === "Escape" && target.matches(FIELD)) return target.blur();
  if (event.repeat || typing(target)) return;
  const place = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!place) return;
  event.preventDefault();
  act(place);
});

document.addEventListener("input", ({ target }) => {
  if (target.dataset?.options) document.getElementById(target.dataset.options).replaceChildren();
});
