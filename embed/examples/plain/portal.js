// A portal without a framework. The folder of the package `sms-dashboard` is served under /sms/.
import "/sms/sms-dashboard.js";
import { getToken } from "../tokens.js";

const dashboard = document.querySelector("sms-dashboard");
const [here, launch, theme, quiet] = ["here", "launch", "theme", "quiet"].map((id) => document.getElementById(id));

// The dashboard calls this at its start, and whenever Campaign says that the session has ended.
dashboard.getToken = getToken;

// The portal's own address of each route, for links that are copied or opened in another tab; and the way back from it.
dashboard.hrefFor = (route) => `?sms=${encodeURIComponent(route)}`;
const asked = new URLSearchParams(location.search).get("sms");
if (asked) dashboard.route = asked;

// The dashboard's route: a portal stores it, this one shows it.
dashboard.addEventListener("sms-route-change", (event) => {
  here.value = event.detail.route;
});

// The portal sets the route.
launch.addEventListener("click", () => dashboard.setAttribute("route", "deliveries/1206770/summary"));

theme.addEventListener("change", () => dashboard.setAttribute("theme", theme.value));

// A portal can prevent sending by its own rules.
dashboard.addEventListener("sms-before-send", (event) => {
  if (quiet.checked) event.preventDefault();
});
