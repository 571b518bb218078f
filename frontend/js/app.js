// Every page of the desk and the portal. Behaviour hangs on data attributes, never on page scripts.
import "../css/app.css";

import htmx from "htmx.org";

import "./form.js";
import { askBeforeSubmit } from "./dialog.js";
import { listenForKeys } from "./keyboard.js";
import { closeMenus } from "./menu.js";
import { watchRequests } from "./requests.js";
import { watchTables } from "./table.js";
import { showToasts } from "./toast.js";

window.htmx = htmx;
askBeforeSubmit();
listenForKeys();
closeMenus();
watchRequests();
watchTables();
showToasts();
