// Runs in each page before its own scripts, only in WebKitGTK. Keeps what is written on the console, uncaught errors, and
// what the policy forbids.
window.heard = [];
const hear = (level, ...words) => heard.push([level, words.map(String).join(" ")]);
for (const [name, level] of [["error", "SEVERE"], ["assert", "SEVERE"], ["warn", "WARNING"]]) {
  const say = console[name];
  console[name] = (...words) => {
    if (name !== "assert" || !words.shift()) hear(level, ...words);
    say.apply(console, words);
  };
}
addEventListener("error", ({ message, filename, lineno }) => hear("SEVERE", `${message} (${filename}:${lineno})`));
addEventListener("unhandledrejection", ({ reason }) => hear("SEVERE", reason));
addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sourceFile }) =>
  hear("SEVERE", `The policy's ${effectiveDirective} forbids ${blockedURI} (${sourceFile})`));
