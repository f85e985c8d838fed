// A host without a framework. A comment stands before each line that must be refused. If it is accepted, that is an error.
import { createSmsDashboard, defineAs, version } from "sms-dashboard";
import type { SmsDashboardElement, SmsRouteChangeDetail } from "sms-dashboard";

const element: SmsDashboardElement = document.createElement("sms-dashboard");
const found: SmsDashboardElement | null = document.querySelector("sms-dashboard");
found?.refresh();

element.baseUrl = "/campaign";
element.theme = "dark";
element.density = "compact";
element.readonly = true;
element.getToken = async () => ({ bearer: "token" });
element.getToken = () => ({ securityToken: "security" });
element.getToken = undefined;
element.hrefFor = (route) => `?sms=${encodeURIComponent(route)}`;
element.hrefFor = (route) => (route === "deliveries" ? "/sms" : null);
element.fetch = (input, init) => fetch(input, init);
element.navigate("deliveries/1206770/summary");
element.focus({ preventScroll: true });
element.signOut();
element.destroy();

element.addEventListener("sms-ready", (event) => {
  const readyVersion: string = event.detail.version;
  // @ts-expect-error the event has no such detail
  event.detail.number;
  return readyVersion;
});
element.addEventListener("sms-error", ({ detail: { code, retryable } }) => {
  const isChanged: boolean = code === "file-changed" && retryable;
  return isChanged;
});
element.addEventListener("sms-navigate", (event) => {
  event.preventDefault();
  // One of the two is there.
  const place: string = event.detail.route ?? event.detail.href;
  return place;
});
// Events bubble.
document.body.addEventListener("sms-route-change", (event) => {
  const detail: SmsRouteChangeDetail = event.detail;
  return detail.replace;
});
element.addEventListener("click", (event) => event.clientX);

const dashboard = createSmsDashboard(element, { getToken: async () => ({ bearer: "token" }), locale: "fr" });
dashboard.update({ theme: "auto", route: "deliveries" });
dashboard.navigate("deliveries");
dashboard.element.refresh();
defineAs("portal-sms");
const length: number = version.length;
export { length };

// @ts-expect-error no such theme
element.theme = "pink";
// @ts-expect-error a token has one of two forms
element.getToken = async () => ({ password: "secret" });
// @ts-expect-error an address is there at once
element.hrefFor = async (route) => `/sms/${route}`;
// @ts-expect-error properties are written in camel case
element.timezone = "Europe/Paris";
// @ts-expect-error a route is a text
element.navigate(1206770);
// @ts-expect-error a tag of a custom element has a hyphen
defineAs("portal");
// @ts-expect-error the element belongs to the dashboard
dashboard.element = element;
// @ts-expect-error no such setting
createSmsDashboard(element, { baseURL: "/campaign" });
// @ts-expect-error no such setting
dashboard.update({ colour: "red" });
