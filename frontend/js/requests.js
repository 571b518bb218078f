// What a partial page request says when it fails; a refusal (403, 409, 429) is shown by its own words in #refusal.
import { toast } from "./toast.js";

function onError(event) {
  const status = event.detail.xhr.status;
  if (status >= 500) toast("平台出错，刚才的操作没有完成。请稍后再试，仍不行请联系平台管理员。", "error");
  if (status === 404) toast("找不到这条记录，可能已被移走，或不在您的管辖范围内。", "error");
}

function onRefusal(event) {
  if (event.detail.target?.id !== "refusal" || event.detail.xhr.status < 400) return;
  event.detail.target.scrollIntoView({ block: "center" });
  event.detail.target.focus({ preventScroll: true });
}

function clearRefusal(event) {
  const refusal = document.getElementById("refusal");
  if (refusal && event.detail.requestConfig?.verb !== "get") refusal.replaceChildren();
}

export function watchRequests() {
  document.addEventListener("htmx:responseError", onError);
  document.addEventListener("htmx:sendError", () => toast("连不上平台，请检查网络后重试。", "error"));
  document.addEventListener("htmx:timeout", () => toast("等候超时，请重试。", "error"));
  document.addEventListener("htmx:beforeSend", clearRefusal);
  document.addEventListener("htmx:afterSwap", onRefusal);
}
