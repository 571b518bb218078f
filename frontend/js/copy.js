// Pages with something to copy: a button with data-copy="text".
import { toast } from "./toast.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast("已复制", "success");
  } catch {
    toast("浏览器不允许复制，请手动选中后复制。", "warning");
  }
});
