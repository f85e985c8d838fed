// A portal with the dashboard in a frame of another origin: the strongest wall between the two.
// The portal's tokens leave it through one message port, and that goes to the frame's exact origin only.
import { getToken } from "../tokens.js";

const frame = document.querySelector("iframe");
const [here, launch, theme, locale] = ["here", "launch", "theme", "locale"].map((id) => document.getElementById(id));
const { origin } = new URL(frame.dataset.src);

// Each load is a new page in the frame, and has a port of its own; that of the page before is closed.
let port;
frame.addEventListener("load", () => {
  port?.close();
  const channel = new MessageChannel();
  port = channel.port1;
  port.onmessage = ({ data }) => answer(data);
  // The browser drops the message, and the port with it, where the frame shows another origin.
  frame.contentWindow.postMessage("sms-dashboard", origin, [channel.port2]);
  port.postMessage({ theme: theme.value, locale: locale.value, route: here.value || "deliveries" });
});
frame.src = frame.dataset.src;

async function answer({ ask, route }) {
  if (route !== undefined) here.value = route;
  if (ask === undefined) return;
  const asked = port;
  asked.postMessage({ ask, token: await getToken().catch(() => null) });
}

// What is chosen before there is a port goes with the first message.
launch.addEventListener("click", () => {
  here.value = "deliveries/1206770/summary";
  port?.postMessage({ route: here.value });
});
theme.addEventListener("change", () => port?.postMessage({ theme: theme.value }));
locale.addEventListener("change", () => port?.postMessage({ locale: locale.value }));
