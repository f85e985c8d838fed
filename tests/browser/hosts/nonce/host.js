// A host whose policy allows scripts by their nonce only.
import { getToken } from "../tokens.js";

document.querySelector("sms-dashboard").getToken = getToken;
