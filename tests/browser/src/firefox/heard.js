// Runs in the browser's own window. Returns and forgets what pages wrote on their console, their uncaught errors, and what
// the policy forbade.
const level = ({ flags }) => flags & Ci.nsIScriptError.warningFlag ? "WARNING" : flags & Ci.nsIScriptError.infoFlag ? "INFO" : "SEVERE";
const ofPages = (message) => message instanceof Ci.nsIScriptError && message.category !== "chrome javascript"
  && !/^(chrome|resource):/.test(message.sourceName);
const errors = Services.console.getMessageArray().filter(ofPages);
Services.console.reset();
const told = errors.map((message) => [level(message), `${message.errorMessage} (${message.sourceName}:${message.lineNumber})`]);
return [...window.heard.splice(0), ...told];
