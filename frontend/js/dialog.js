// A form or button with data-confirm="what will follow" asks first, in the page's one <dialog id="ask">.
const confirmed = new WeakSet();

function ask(words, label) {
  const dialog = document.getElementById("ask");
  if (!dialog || !dialog.showModal) return Promise.resolve(window.confirm(words));
  dialog.querySelector("[data-words]").textContent = words;
  dialog.querySelector("[data-yes]").textContent = label || "确定";
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}

async function onSubmit(event) {
  const form = event.target;
  const button = event.submitter;
  const source = [button, form].find((one) => one?.dataset.confirm);
  if (!source || confirmed.delete(form)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (!(await ask(source.dataset.confirm, source.dataset.confirmLabel || button?.textContent.trim()))) return;
  confirmed.add(form);
  form.requestSubmit(button || undefined);
}

async function onHtmxConfirm(event) {
  if (!event.detail.question) return;
  event.preventDefault();
  if (await ask(event.detail.question, event.target.dataset.confirmLabel)) event.detail.issueRequest(true);
}

export function askBeforeSubmit() {
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:confirm", onHtmxConfirm);
}
