// A portal in React 19. The folder of the package `sms-dashboard` is served under /sms/, and not bundled:
// it finds its own files beside itself.
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import "/sms/sms-dashboard.js";
import { getToken } from "../tokens.js";

function Portal() {
  const [route, setRoute] = useState("deliveries");
  const [theme, setTheme] = useState("auto");
  const [isQuiet, setIsQuiet] = useState(false);

  // What React does not know as a property becomes a property of the element, `on…` listens to the event behind it.
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
