// A portal with the dashboard in a frame of another origin: the strongest separation.
// It sends its tokens only through a message port, and the port only to the frame's exact origin.
import { getToken } from "../tokens.js";

const frame = document.querySelector("iframe");
const [here, launch, theme, locale] = ["here", "launch", "theme", "locale"].map((id) => document.getElementById(id));
const { origin } = new URL(frame.dataset.src);

// Each load is a new page in the frame with its own port; the earlier page's port is closed.
let port;
frame.addEventListener("load", () => {
  port?.close();
  const channel = new MessageChannel();
  port = channel.port1;
  port.onmessage = ({ data }) => answer(data);
  // If the frame shows another origin, the browser drops the message and the port.
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

// Choices made before there is a port are sent with the first message.
launch.addEventListener("click", () => {
  here.value = "deliveries/1206770/summary";
  port?.postMessage({ route: here.value });
});
theme.addEventListener("change", () => port?.postMessage({ theme: theme.value }));
locale.addEventListener("change", () => port?.postMessage({ locale: locale.value }));
