// A host with a reset of its own (`?style=`) and three libraries for hotkeys; `triggered` tells which keys they took.
import hotkeys from "hotkeys-js";
import Mousetrap from "mousetrap";
import { createKeybindingsHandler } from "tinykeys";
import { getToken } from "../../../../embed/examples/tokens.js";

window.triggered = [];
for (const key of ["e", "s", "/", "?"]) {
  Mousetrap.bind(key, () => triggered.push(`mousetrap ${key}`));
  hotkeys(key === "?" ? "shift+/" : key, () => triggered.push(`hotkeys-js ${key}`));
}
const take = (key) => () => triggered.push(`tinykeys ${key}`);
addEventListener("keydown", createKeybindingsHandler({ e: take("e"), s: take("s"), "/": take("/"), "Shift+?": take("?") }));

const style = new URLSearchParams(location.search).get("style");
if (style) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `${style}.css`;
  document.head.append(link);
}

window.getToken = getToken;
window.load = () => import("/sms/sms-dashboard.js");
