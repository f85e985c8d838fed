// A portal without a framework. The folder of the package `sms-dashboard` is served under /sms/.
import "/sms/sms-dashboard.js";
import { getToken } from "../tokens.js";

const dashboard = document.querySelector("sms-dashboard");
const [here, launch, theme, quiet] = ["here", "launch", "theme", "quiet"].map((id) => document.getElementById(id));

// The dashboard asks at its start, and again whenever Campaign says that the session has ended.
dashboard.getToken = getToken;

// The route out: keep it where the portal keeps such things, here on screen.
dashboard.addEventListener("sms-route-change", (event) => {
  here.value = event.detail.route;
});

// The route in.
launch.addEventListener("click", () => dashboard.setAttribute("route", "deliveries/1206770/summary"));

theme.addEventListener("change", () => dashboard.setAttribute("theme", theme.value));

// A portal with rules of its own has the last word before anything is sent.
dashboard.addEventListener("sms-before-send", (event) => {
  if (quiet.checked) event.preventDefault();
});
