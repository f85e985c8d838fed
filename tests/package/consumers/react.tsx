// A host with React 19: properties and events of a custom element are set by their names.
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
  // @ts-expect-error a text
  <sms-dashboard base-url={1} />,
  // @ts-expect-error a token has one of two forms
  <sms-dashboard getToken={async () => ({ password: "secret" })} />,
  // @ts-expect-error there is no such thing in the event
  <sms-dashboard onsms-ready={(event) => event.detail.number} />,
  // @ts-expect-error no such property
  <sms-dashboard colour="red" />,
];
