// The same where the entry has no script of its own in the page.
import "/sms/sms-dashboard.js";
import "./host.js";
