// A host in which journeys put their elements themselves.
import { getToken } from "../tokens.js";

window.getToken = getToken;
window.load = (address = "/sms/sms-dashboard.js") => import(address);
