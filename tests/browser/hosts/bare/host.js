// A host in which journeys put their elements themselves.
import { getToken } from "../tokens.js";

window.getToken = getToken;
window.load = (address = "/sms/sms-dashboard.js") => import(address);
// As a sibling of the dashboard's frame: this document has the portal's origin, and is not its page.
window.postNow = () => {
  const { port1, port2 } = new MessageChannel();
  parent.frames[0].postMessage("sms-dashboard", "*", [port2]);
  port1.postMessage({ route: "deliveries" });
};

// Adds a dashboard with these attributes; it has its tokens from the host.
window.add = (id, attributes = {}, place = document.querySelector("main")) => {
  const dashboard = Object.assign(document.createElement("sms-dashboard"), { id, getToken: window.getToken });
  for (const [name, value] of Object.entries({ "sign-in": "host", locale: "en", ...attributes })) {
    dashboard.setAttribute(name, value);
  }
  place.append(dashboard);
  return dashboard;
};
