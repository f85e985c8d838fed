// A portal in React 19. The folder of the package `sms-dashboard` is served under /sms/ and is not bundled,
// because the entry file loads the files beside it.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "/sms/sms-dashboard.js";
import { getToken } from "../tokens.js";

function Portal() {
  const [route, setRoute] = useState("deliveries");
  const [theme, setTheme] = useState("auto");
  const [isQuiet, setIsQuiet] = useState(false);

  // React sets unknown properties on the element, and listens to the event whose name follows `on`.
  return (
    <>
      <header>
        <h1>Marketing portal</h1>
        <p>Here: <output>{route}</output></p>
        <button type="button" onClick={() => setRoute("deliveries/1206770/summary")}>Show the event launch</button>
        <label htmlFor="theme">Theme</label>
        <select id="theme" value={theme} onChange={(event) => setTheme(event.target.value)}>
          <option>auto</option><option>light</option><option>dark</option>
        </select>
        <label>
          <input type="checkbox" checked={isQuiet} onChange={(event) => setIsQuiet(event.target.checked)} />{" "}
          Nothing is sent today
        </label>
      </header>
      <main>
        <sms-dashboard
          getToken={getToken}
          sign-in="host"
          locale="en"
          theme={theme}
          route={route}
          onsms-route-change={(event) => setRoute(event.detail.route)}
          onsms-before-send={(event) => isQuiet && event.preventDefault()}
        >
          <p slot="loading">The portal is loading the SMS dashboard.</p>
        </sms-dashboard>
      </main>
    </>
  );
}

createRoot(document.getElementById("portal")).render(<StrictMode><Portal /></StrictMode>);
