/** What `getToken` gives: a token of Adobe's identity service, or those of a Campaign session. */
export type SmsTokens =
  | { bearer: string }
  | {
      securityToken: string;
      /** Without it the browser's cookie is the session. */
      sessionToken?: string;
    };

/** Called at the start and whenever the session has ended: once at a time, with 30 seconds to answer. */
export type SmsGetToken = () => SmsTokens | PromiseLike<SmsTokens>;

/** `deliveries`, or a delivery's tab like `deliveries/1206770/summary`. */
export type SmsRoute = string;

export type SmsTheme = "light" | "dark" | "auto";
export type SmsDensity = "compact" | "regular" | "spacious";
export type SmsSignIn = "host" | "page" | "password";

/** Why it could not start or go on: the files, then Campaign. Later versions may know more. */
export type SmsErrorCode =
  | "unsupported"
  | "policy"
  | "file-type"
  | "file-missing"
  | "file-changed"
  | "file-unreachable"
  | "start"
  | "trap"
  | "setting"
  | "unreachable"
  | "timeout"
  | "cross-origin"
  | "session-ended"
  | "refused"
  | "http"
  | "not-campaign"
  | "unreadable"
  | (string & {});

export interface SmsReadyDetail {
  version: string;
}

export interface SmsErrorDetail {
  code: SmsErrorCode;
  /** Whether the same may go well later. */
  retryable: boolean;
}

export interface SmsRouteChangeDetail {
  route: SmsRoute;
  /** The entry of your history is to be replaced, not followed by another one. */
  replace: boolean;
}

/** Where a link leads: to a place in the dashboard, or out of it. */
export type SmsNavigateDetail = { route: SmsRoute; href?: undefined } | { href: string; route?: undefined };

export interface SmsBeforeSendDetail {
  /** The delivery that is about to be sent. */
  route: SmsRoute;
}

/** The events of the element; all bubble and leave shadow roots. None carries a number or a text of a delivery. */
export interface SmsDashboardEventMap {
  "sms-ready": CustomEvent<SmsReadyDetail>;
  "sms-error": CustomEvent<SmsErrorDetail>;
  "sms-route-change": CustomEvent<SmsRouteChangeDetail>;
  /** `preventDefault()` keeps the element where it is. */
  "sms-navigate": CustomEvent<SmsNavigateDetail>;
  /** `preventDefault()` keeps the delivery from being sent. */
  "sms-before-send": CustomEvent<SmsBeforeSendDetail>;
  "sms-session-expired": CustomEvent<Record<string, never>>;
}

/** What may be set at any time, under the names of the properties. */
export interface SmsDashboardConfig {
  /** Address of the Campaign instance; without it the page's own origin. */
  baseUrl?: string;
  /** Language, like `en` or `fr-CA`; without it the operator's. */
  locale?: string;
  theme?: SmsTheme;
  density?: SmsDensity;
  /** IANA zone in which times are shown; without it the operator's. */
  timeZone?: string;
  route?: SmsRoute;
  /** Nothing can be changed or sent. */
  readonly?: boolean;
  /** Folder of the other files, where it is not the entry file's. */
  assetBase?: string;
  /** The only way in; without it the first that is there. */
  signIn?: SmsSignIn;
  /** Words of which one in a text lets people opt out, with commas between them. */
  optOutWords?: string;
  /** The numbers of the channels that count as SMS, with commas between them. */
  messageTypes?: string;
  getToken?: SmsGetToken;
  /** Used instead of the page's own `fetch` for every call to Campaign. */
  fetch?: typeof globalThis.fetch;
}

/** `<sms-dashboard>`. A property without a value is `null`, and so may be set to that. */
export interface SmsDashboardElement extends HTMLElement {
  baseUrl: string | null;
  locale: string | null;
  theme: SmsTheme | null;
  density: SmsDensity | null;
  timeZone: string | null;
  /** What is shown. */
  get route(): SmsRoute;
  set route(route: SmsRoute | null);
  get readonly(): boolean;
  set readonly(value: boolean | null);
  assetBase: string | null;
  signIn: SmsSignIn | null;
  optOutWords: string | null;
  messageTypes: string | null;
  getToken: SmsGetToken | undefined;
  fetch: typeof globalThis.fetch | undefined;
  navigate(route: SmsRoute): void;
  /** Asks again for what is on screen. */
  refresh(): void;
  signOut(): void;
  /** Ends everything; the element does not start again. */
  destroy(): void;
  addEventListener<K extends keyof SmsDashboardEventMap>(
    type: K,
    listener: (this: SmsDashboardElement, event: SmsDashboardEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: SmsDashboardElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** What `createSmsDashboard` gives. */
export interface SmsDashboard {
  readonly element: SmsDashboardElement;
  /** Changes what is named and leaves the rest. */
  update(config: SmsDashboardConfig): void;
  navigate(route: SmsRoute): void;
  signOut(): void;
  destroy(): void;
}

/** The version of this file. */
export const version: string;

/** Defines the element under another tag, where another version has `sms-dashboard`. */
export function defineAs(tag: `${string}-${string}`): void;

/** Puts a dashboard into `place`, or takes over the one that `place` is. */
export function createSmsDashboard(place: Element, config?: SmsDashboardConfig): SmsDashboard;

/** The attributes as they are written in markup. */
export interface SmsDashboardAttributes {
  "base-url"?: string;
  locale?: string;
  theme?: SmsTheme;
  density?: SmsDensity;
  "time-zone"?: string;
  route?: SmsRoute;
  readonly?: boolean | "";
  "asset-base"?: string;
  "sign-in"?: SmsSignIn;
  "opt-out-words"?: string;
  "message-types"?: string;
}

/** What React's markup may set: attributes, properties, and listeners under `on` and the event's name as it is. */
export type SmsDashboardReactProps = SmsDashboardMarkup & {
  [K in keyof SmsDashboardEventMap as `on${K}`]?: (event: SmsDashboardEventMap[K]) => void;
};

/** What Vue's templates may set: attributes, properties, and listeners, which it knows in camel case. */
export type SmsDashboardVueProps = SmsDashboardMarkup & {
  [K in keyof SmsDashboardEventMap as `on${Camel<K>}`]?: (event: SmsDashboardEventMap[K]) => void;
};

type SmsDashboardMarkup = SmsDashboardAttributes & Omit<SmsDashboardConfig, keyof SmsDashboardAttributes>;

type Camel<Name extends string> = Name extends `${infer Head}-${infer Rest}`
  ? `${Capitalize<Head>}${Camel<Rest>}`
  : Capitalize<Name>;

declare global {
  interface HTMLElementTagNameMap {
    "sms-dashboard": SmsDashboardElement;
  }
  interface HTMLElementEventMap extends SmsDashboardEventMap {}
}

// Each of these stands on one line, because whoever does not have the framework must not hear that it is missing.
// @ts-ignore React 19
declare module "react" { namespace JSX { interface IntrinsicElements { "sms-dashboard": SmsDashboardReactProps & DetailedHTMLProps<HTMLAttributes<SmsDashboardElement>, SmsDashboardElement>; } } }
// @ts-ignore Vue 3
declare module "vue" { interface GlobalComponents { "sms-dashboard": new () => { $props: SmsDashboardVueProps & import("vue").HTMLAttributes & import("vue").ReservedProps } } }
