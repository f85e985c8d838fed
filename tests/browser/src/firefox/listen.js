// Runs in the browser's own window. The processes of the pages send it what is written on their consoles: in order, and
// before they answer a later command of WebDriver.
window.heard = [];
Services.ppmm.addMessageListener("console", ({ data }) => window.heard.push(data));
const inEveryProcess = `
  const LEVELS = { error: "SEVERE", assert: "SEVERE", warn: "WARNING" };
  const tell = ({ level, filename, arguments: words }) => {
    // The browser's own scripts write on it too.
    if (/^(chrome|resource):/.test(filename)) return;
    sendAsyncMessage("console", [LEVELS[level] ?? "INFO", words.map(String).join(" ") + " (" + filename + ")"]);
  };
  const everyone = Cc["@mozilla.org/systemprincipal;1"].createInstance(Ci.nsIPrincipal);
  Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).addLogEventListener(tell, everyone);
`;
Services.ppmm.loadProcessScript("data:," + encodeURIComponent(inEveryProcess), true);
