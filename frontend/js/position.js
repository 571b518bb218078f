// A hidden field data-position="id" beside a place field: a button fills it from the device's position.
import { toast } from "./toast.js";

const WAIT = 10000; // milliseconds

for (const hidden of document.querySelectorAll("[data-position]")) {
  const place = document.getElementById(hidden.dataset.position);
  if (!place || !("geolocation" in navigator)) continue;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-sm mt-2";
  button.textContent = "用当前位置";
  place.insertAdjacentElement("afterend", button);
  button.addEventListener("click", () => locate(button, hidden, place));
}

function locate(button, hidden, place) {
  button.disabled = true;
  button.textContent = "正在定位…";
  const finished = (words, text, tone) => {
    button.disabled = false;
    button.textContent = words;
    toast(text, tone);
  };
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      hidden.value = `${coords.latitude.toFixed(6)},${coords.longitude.toFixed(6)}`;
      hidden.dispatchEvent(new Event("input", { bubbles: true }));
      finished("已记下位置，再点更新", `已记下当前位置${place.value ? "" : "，也可以再写明地点"}`, "success");
    },
    () => finished("用当前位置", "没有取得位置，请从列表选择区县和街道，或写明地点。", "warning"),
    { enableHighAccuracy: true, timeout: WAIT, maximumAge: 60000 },
  );
}
