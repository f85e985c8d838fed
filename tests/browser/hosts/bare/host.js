// A host to which journeys add their elements themselves.
import { getToken } from "../tokens.js";

window.getToken = getToken;
window.load = (address = "/sms/sms-dashboard.js") => import(address);
// Sends a message to the dashboard's frame. This document is beside that frame: it has the portal's origin, but is not its
// page.
window.postNow = () => {
  const { port1, port2 } = new MessageChannel();
  parent.frames[0].postMessage("sms-dashboard", "*", [port2]);
  port1.postMessage({ route: "deliveries" });
};

// Adds a dashboard with these attributes. It gets its tokens from the host.
window.add = (id, attributes = {}, place = document.querySelector("main")) => {
  const dashboard = Object.assign(document.createElement("sms-dashboard"), { id, getToken: window.getToken });
  for (const [name, value] of Object.entries({ "sign-in": "host", locale: "en", ...attributes })) {
    dashboard.setAttribute(name, value);
  }
  place.append(dashboard);
  return dashboard;
};
