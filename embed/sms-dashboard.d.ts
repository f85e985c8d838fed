/** The result of `getToken`: a token of Adobe's identity service, or the tokens of a Campaign session. */
export type SmsTokens =
  | { bearer: string }
  | {
      securityToken: string;
      /** Without it the browser's cookie is the session. */
      sessionToken?: string;
    };

/** Called at the start and whenever the session has ended: once at a time, with 30 seconds to answer. */
export type SmsGetToken = () => SmsTokens | PromiseLike<SmsTokens>;

/**
 * Gives the address at which your page shows a route: `http`, `https`, or on your page's own origin. Anything else, or an
 * error, counts as none.
 */
export type SmsHrefFor = (route: SmsRoute) => string | null | undefined;

/** `deliveries`, or a delivery's tab like `deliveries/1206770/summary`. */
export type SmsRoute = string;

export type SmsTheme = "light" | "dark" | "auto";
export type SmsDensity = "compact" | "regular" | "spacious";
export type SmsSignIn = "host" | "page" | "password";

/** Why it could not start or continue: causes in the files, then in Campaign. Later versions may have more. */
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
  /** Whether trying again may help. */
  retryable: boolean;
}

export interface SmsRouteChangeDetail {
  route: SmsRoute;
  /** Replace your history entry instead of adding one. */
  replace: boolean;
}

/** The target of a link: a route of the dashboard, or another address. */
export type SmsNavigateDetail = { route: SmsRoute; href?: undefined } | { href: string; route?: undefined };

export interface SmsBeforeSendDetail {
  /** The delivery that is about to be sent. */
  route: SmsRoute;
}

/** The element's events. All bubble and are composed; none contains a phone number or a message text. */
export interface SmsDashboardEventMap {
  "sms-ready": CustomEvent<SmsReadyDetail>;
  "sms-error": CustomEvent<SmsErrorDetail>;
  "sms-route-change": CustomEvent<SmsRouteChangeDetail>;
  /** `preventDefault()` prevents the navigation. */
  "sms-navigate": CustomEvent<SmsNavigateDetail>;
  /** `preventDefault()` prevents the sending. */
  "sms-before-send": CustomEvent<SmsBeforeSendDetail>;
  "sms-session-expired": CustomEvent<Record<string, never>>;
}

/** The settings, by the names of the properties. They may be set at any time. */
export interface SmsDashboardConfig {
  /** Address of the Campaign instance; the page's own origin by default. */
  baseUrl?: string;
  /** Language, like `en` or `fr-CA`; the operator's by default. */
  locale?: string;
  theme?: SmsTheme;
  density?: SmsDensity;
  /** IANA time zone for all times; the operator's by default. */
  timeZone?: string;
  route?: SmsRoute;
  /** Nothing can be changed or sent. */
  readonly?: boolean;
  /** Folder of the other files, if it is not the entry file's. */
  assetBase?: string;
  /** The only way to sign in; the first available one by default. */
  signIn?: SmsSignIn;
  /** Words by which people opt out, with commas between them. */
  optOutWords?: string;
  /** The numbers of the channels that count as SMS, with commas between them. */
  messageTypes?: string;
  getToken?: SmsGetToken;
  /** The addresses of links, to be copied or opened in another tab. Without it links have none. */
  hrefFor?: SmsHrefFor;
  /** Replaces the page's `fetch` for calls to Campaign. */
  fetch?: typeof globalThis.fetch;
}

/** `<sms-dashboard>`. A property without a value is `null`, and may be set to `null`. */
export interface SmsDashboardElement extends HTMLElement {
  baseUrl: string | null;
  locale: string | null;
  theme: SmsTheme | null;
  density: SmsDensity | null;
  timeZone: string | null;
  /** The page that is shown. */
  get route(): SmsRoute;
  set route(route: SmsRoute | null);
  get readonly(): boolean;
  set readonly(value: boolean | null);
  assetBase: string | null;
  signIn: SmsSignIn | null;
  optOutWords: string | null;
  messageTypes: string | null;
  getToken: SmsGetToken | undefined;
  hrefFor: SmsHrefFor | undefined;
  fetch: typeof globalThis.fetch | undefined;
  navigate(route: SmsRoute): void;
  /** Loads what is on screen again. */
  refresh(): void;
  signOut(): void;
  /** Ends the element for good. */
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

/** The result of `createSmsDashboard`. */
export interface SmsDashboard {
  readonly element: SmsDashboardElement;
  /** Changes the given settings only. */
  update(config: SmsDashboardConfig): void;
  navigate(route: SmsRoute): void;
  signOut(): void;
  destroy(): void;
}

/** The version of this file. */
export const version: string;

/** Defines the element under another tag, if another version has `sms-dashboard`. */
export function defineAs(tag: `${string}-${string}`): void;

/** Adds a dashboard to `place`, or uses `place` if it is one. */
export function createSmsDashboard(place: Element, config?: SmsDashboardConfig): SmsDashboard;

/** The attributes in markup. */
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

/** The props in React: attributes, properties, and listeners named `on` and the unchanged event name. */
export type SmsDashboardReactProps = SmsDashboardMarkup & {
  [K in keyof SmsDashboardEventMap as `on${K}`]?: (event: SmsDashboardEventMap[K]) => void;
};

/** The props in Vue's templates: attributes, properties, and listeners in camel case. */
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

// Each of these is on one line, so that @ts-ignore hides the error about a framework that is not installed.
// @ts-ignore React 19
declare module "react" { namespace JSX { interface IntrinsicElements { "sms-dashboard": SmsDashboardReactProps & DetailedHTMLProps<HTMLAttributes<SmsDashboardElement>, SmsDashboardElement>; } } }
// @ts-ignore Vue 3
declare module "vue" { interface GlobalComponents { "sms-dashboard": new () => { $props: SmsDashboardVueProps & import("vue").HTMLAttributes & import("vue").ReservedProps } } }
