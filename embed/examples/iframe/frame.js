// The dashboard in a frame. There is no dashboard and no request until a known portal has sent its port.
import "/sms/sms-dashboard.js";

const portals = document.querySelector("script[data-portals]").dataset.portals.split(/\s+/);

addEventListener("message", function handshake(event) {
  const isKnown = event.source === parent && portals.includes(event.origin);
  if (!isKnown || event.data !== "sms-dashboard" || event.ports.length !== 1) return;
  // Only one portal, once.
  removeEventListener("message", handshake);
  show(event.ports[0]);
});

function show(port) {
  const dashboard = document.createElement("sms-dashboard");
  const asked = new Map();
  let asks = 0;
  dashboard.setAttribute("sign-in", "host");
  dashboard.getToken = () => new Promise((resolve) => {
    const ask = ++asks;
    asked.set(ask, resolve);
    port.postMessage({ ask });
  });
  dashboard.addEventListener("sms-route-change", ({ detail }) => port.postMessage({ route: detail.route }));
  port.onmessage = ({ data: { ask, token, ...attributes } }) => {
    asked.get(ask)?.(token);
    asked.delete(ask);
    for (const name of ["theme", "locale", "route"]) {
      if (attributes[name] !== undefined) dashboard.setAttribute(name, attributes[name]);
    }
    if (!dashboard.isConnected) document.body.append(dashboard);
  };
}
