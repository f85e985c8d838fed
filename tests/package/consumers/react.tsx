// A host with React 19, which sets the properties and events of a custom element by their names.
import { useRef } from "react";
import type { SmsDashboardElement } from "sms-dashboard";

export function Portal() {
  const dashboard = useRef<SmsDashboardElement>(null);
  return (
    <sms-dashboard
      ref={dashboard}
      className="panel"
      base-url="/campaign"
      theme="dark"
      time-zone="Europe/Paris"
      readonly
      getToken={async () => ({ bearer: "token" })}
      hrefFor={(route) => `/sms/${route}`}
      onsms-route-change={(event) => event.detail.route.length}
      onsms-navigate={(event) => event.preventDefault()}
    >
      <p slot="loading">One moment</p>
    </sms-dashboard>
  );
}

export const wrong = [
  // @ts-expect-error no such theme
  <sms-dashboard theme="pink" />,
  // @ts-expect-error it must be a text
  <sms-dashboard base-url={1} />,
  // @ts-expect-error a token has one of two forms
  <sms-dashboard getToken={async () => ({ password: "secret" })} />,
  // @ts-expect-error an address is a text
  <sms-dashboard hrefFor={(route) => route.length} />,
  // @ts-expect-error the event has no such detail
  <sms-dashboard onsms-ready={(event) => event.detail.number} />,
  // @ts-expect-error no such property
  <sms-dashboard colour="red" />,
];
