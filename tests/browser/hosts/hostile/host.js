// A host with a style sheet that resets everything (`?style=`) and three libraries for hotkeys. `triggered` lists the keys
// that they heard.
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
