// Defines <sms-dashboard>, loads and starts the app. This and trouble.js are the only hand-written JavaScript; hosts load
// this file with their page, so that it stays small.

// `cargo xtask dist` puts names, sizes and digests of the files here; trunk alone only tells the names, in the page.
const FILES = (({ js, wasm }) => ({ version: "dev", js: { path: js }, wasm: { path: wasm }, trouble: { path: "trouble.js" }, plans: { path: "plans.txt" }, workbook: { path: "workbook.min.js" } }))(globalThis.document?.querySelector("script[data-wasm]")?.dataset ?? {});

export const { version } = FILES;

const LOADING = { en: "Loading…", fr: "Chargement…" };
const NAME = { en: "SMS deliveries", fr: "Diffusions SMS" };
// The frame of the page, until the app's own style has come: its bar, and lines where the table will be.
const FRAME = `:host{display:block!important;color-scheme:light dark;font:.875em/1.5 system-ui,sans-serif}
:host([theme=dark]){color-scheme:dark}:host([theme=light]){color-scheme:light}
.frame{background:Canvas;color:CanvasText;min-block-size:30em}.frame>*{margin:0;padding:.86em 1.4em}
.frame>h1{font:inherit;font-weight:650;border-block-end:1px solid color-mix(in srgb,currentColor 15%,Canvas)}
.frame>i{display:block;block-size:1em;padding:0;margin:1.2em 1.4em;border-radius:.3em;background:currentColor;opacity:.1}
.frame>i:nth-of-type(even){margin-inline-end:30%}`;
// For when not even trouble.js is there.
const FAILED = {
  en: "Reload the page: perhaps there is a newer version. If that does not help, the content policy here must allow its scripts (script-src).",
  fr: "Rechargez la page : il y a peut-être une version plus récente. Si cela ne suffit pas, la politique de contenu d’ici doit autoriser ses scripts (script-src).",
};
const TAG = "sms-dashboard";
const ATTRIBUTES = ["base-url", "locale", "theme", "density", "time-zone", "route", "readonly", "asset-base", "sign-in", "opt-out-words", "message-types"];

// Options inherit nothing: what a page has put on all objects is not meant for us.
const RENEW = { __proto__: null, cache: "reload" };

// Where the policy allows scripts by their nonce, what is loaded from here takes the entry's. An entry that another script
// imports takes the page's.
const allowed = [...(globalThis.document?.scripts ?? [])].filter(({ nonce }) => nonce);
const nonce = (allowed.find(({ src }) => src === import.meta.url) ?? allowed[0])?.nonce ?? "";

// What keeps the app from starting, by the name of its words.
const failed = (code, ...details) => Object.assign(Error(details.join(": ")), { code });

// The elements that are starting or running, and the one instance that they share, with the place that its errors name.
const elements = new Set();
let instance;
let instances = 0;
let script;
// What only this module may do with an element.
let tellProgress;
let tellStop;

// Runs a script only if it is the one that belongs here: a preload can be held to a digest, and what it has checked is
// what is imported. WebKit does not check it, so that it is fetched before, and kept.
async function run(url, integrity, root) {
  const load = () => import(url);
  if (!integrity) return load();
  await fetch(url, { __proto__: null, integrity });
  const link = document.createElement("link");
  const refused = new Promise((_, reject) => (link.onerror = reject));
  root.append(Object.assign(link, { rel: "modulepreload", href: url, integrity, nonce }));
  return Promise.race([refused, load()]);
}

// What there is to say when something goes wrong; once it is here it stays.
let said;
const trouble = async (base, root) => (said ??= await run(new URL(FILES.trouble.path, base), FILES.trouble.integrity, root));

// What is loaded when it is asked for: the numbering plans as text, and the script that makes workbooks.
async function later(name, base, root) {
  const { path, integrity = "" } = FILES[name];
  const url = new URL(path, base);
  if (name === "workbook") return run(url, integrity, root);
  const response = await fetch(url, { __proto__: null, integrity });
  if (!response.ok) throw failed("file-missing", path, response.status);
  return response.text();
}

function load(base, root) {
  return (instance ??= start(base, root).catch((error) => {
    // The next element may try again.
    instance = undefined;
    throw error;
  }));
}

async function start(base, root) {
  if (!globalThis.WebAssembly) throw failed("unsupported");
  const [module_or_path, module] = await Promise.all([compile(base), glue(base, root)]);
  await module.default({ module_or_path });
  const own = script;
  module.on_panic((message) => {
    console.error(message);
    if (script === own) stop();
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(module.style());
  return { module, sheet };
}

// The WebAssembly's other half. After a trap another fragment makes it another module, with an instance of its own.
async function glue(base, root) {
  const { path, integrity } = FILES.js;
  const url = new URL(path, base);
  // After a failure, what the browser keeps may be what is wrong.
  if (instances) await fetch(url, RENEW).catch(() => {});
  url.hash = instances++ || "";
  script = `${url}:`;
  try {
    return await run(url, integrity, root);
  } catch {
    const { whyNot } = await trouble(base, root);
    throw failed(await whyNot(url), path);
  }
}

async function compile(base) {
  const { path, integrity, size } = FILES.wasm;
  const unreachable = (error) => {
    throw failed("file-unreachable", path, error);
  };
  // Without TLS there is no digest but the browser's own, which waits for the last byte.
  const own = globalThis.crypto?.subtle;
  const ways = { __proto__: null, ...(instances && RENEW), integrity: own ? "" : integrity };
  const response = await fetch(new URL(path, base), ways).catch(unreachable);
  if (!response.ok) throw failed("file-missing", path, response.status);
  const type = response.headers.get("Content-Type");
  if (type !== "application/wasm") throw failed("file-type", path, type);
  const copy = response.clone();
  const compiled = WebAssembly.compileStreaming(response);
  // Whether it is the right file is asked first.
  compiled.catch(() => {});
  const bytes = await read(copy.body, size).catch(unreachable);
  if (own && integrity) {
    const digest = new Uint8Array(await own.digest("SHA-256", bytes));
    if (integrity !== `sha256-${btoa(String.fromCharCode(...digest))}`) throw failed("file-changed", path);
  }
  return compiled;
}

// All bytes of a file; the elements that wait for it say how many are here.
async function read(body, size) {
  // WebKit reads options also where none are given.
  const reader = body.getReader({ __proto__: null });
  const chunks = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    length += value.length;
    for (const element of elements) tellProgress(element, length / size);
  }
}

// The instance is dead. Its elements say so; the next one to start gets another.
function stop() {
  instance = script = undefined;
  for (const element of elements) tellStop(element);
}

// A trap without a panic: memory or stack ran out.
function onError({ type, error, reason }) {
  if (type === "error") reason = error;
  if (reason instanceof WebAssembly.RuntimeError && script && reason.stack.includes(script)) stop();
}

function watch(change) {
  for (const name of ["error", "unhandledrejection"]) window[change](name, onError);
}

// What is typed in our fields is no hotkey of the host, nor is a key that we have used.
function keep(event) {
  const closes = event.key === "Escape" && event.currentTarget.querySelector(":modal");
  if (closes || event.defaultPrevented || event.target.matches("input, textarea, select")) event.stopPropagation();
}

function make(tag, ...content) {
  const made = document.createElement(tag);
  made.append(...content);
  return made;
}

class SmsDashboard extends (globalThis.HTMLElement ?? Object) {
  static version = version;
  static observedAttributes = ATTRIBUTES;

  static {
    tellProgress = (element, part) => element.#tellProgress(part);
    tellStop = (element) => element.#tellStop();
  }

  // Set while the element is starting or running; another start has another one.
  #turn;
  #app;
  // What was typed and is not saved, also while the element is away.
  #drafts = new Map();
  #route;
  #isDestroyed;

  get #language() {
    // What the app speaks, or would.
    const wanted = this.shadowRoot?.querySelector("[part=app]")?.lang || this.locale || navigator.language;
    return /^fr/i.test(wanted) ? "fr" : "en";
  }

  get #isPage() {
    return this.matches("[routing=hash]");
  }

  get #base() {
    try {
      return new URL(this.assetBase.replace(/\/?$/, "/"), document.baseURI);
    } catch {
      // None is given, or none that can be used.
      return import.meta.url;
    }
  }

  connectedCallback() {
    // What was set before the element was defined hides the property of the same name.
    for (const [name, value] of Object.entries(this)) {
      delete this[name];
      this[name] = value;
    }
    this.#start();
  }

  // An element that is only moved is back before the microtask.
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  connectedMoveCallback() {}

  attributeChangedCallback(name, before, value) {
    if (name === "route") this.navigate(value ?? "");
    else if (before === value || !this.#turn) return;
    else if (/^(base-url|sign-in)$/.test(name)) this.#restart();
    else this.#app?.changed();
  }

  async #start() {
    if (this.#turn || this.#isDestroyed) return;
    const turn = (this.#turn = {});
    const root = this.shadowRoot ?? this.attachShadow({ __proto__: null, mode: "open" });
    const frame = new CSSStyleSheet();
    frame.replaceSync(FRAME);
    root.adoptedStyleSheets = [frame];
    const lines = Array.from({ length: 8 }, () => make("i"));
    const page = make("div", make("h1", NAME[this.#language]), make("p", LOADING[this.#language]), ...lines);
    page.className = "frame";
    this.#say("loading", "status", page);
    if (!elements.size) watch("addEventListener");
    elements.add(this);
    try {
      const { module, sheet } = await load(this.#base, root);
      if (this.#turn !== turn) return;
      const stage = make("div");
      for (const name of ["keydown", "keypress", "keyup"]) stage.addEventListener(name, keep);
      root.adoptedStyleSheets = [sheet];
      root.replaceChildren(stage);
      this.#app = module.mount(this, stage, this.route, this.#drafts, this.#tell.bind(this), (name) => later(name, this.#base, root));
      this.#tell("sms-ready", { version });
      trouble(this.#base, root).catch(() => {});
    } catch (error) {
      if (this.#turn !== turn) return;
      const isNamed = Object.hasOwn(Object(error), "code");
      const code = isNamed ? error.code : /unsafe-eval|CSP|Content.Security/.test(error) ? "policy" : "start";
      const detail = isNamed ? error.message : `${error}`;
      // A page of our own may be of an older version than its files.
      const isOld = code === "file-missing" && this.#isPage;
      const again = () => (isOld ? location.reload() : this.#restart());
      const content = await trouble(this.#base, root).then(
        ({ failure }) => failure(this.#language, code, detail, again),
        () => make("p", `${FAILED[this.#language]} ${detail}`),
      );
      if (this.#turn !== turn) return;
      this.#say(code === "unsupported" ? code : "error", "alert", content);
      this.#tell("sms-error", { code, retryable: /^file/.test(code) });
    }
  }

  #end() {
    if (!this.#turn) return;
    const app = this.#app;
    this.#turn = this.#app = undefined;
    this.shadowRoot.replaceChildren();
    elements.delete(this);
    if (!elements.size) watch("removeEventListener");
    // Last, because it may trap.
    app?.free();
  }

  #restart() {
    this.#end();
    this.#start();
  }

  // What the host puts into the slot, or our own words.
  #say(name, role, content) {
    // Ours only: those of the host run as its page does.
    Object.assign(content, { lang: this.#language, dir: "ltr" });
    const slot = make("slot", content);
    slot.name = name;
    const state = make("div", slot);
    state.setAttribute("role", role);
    this.shadowRoot.replaceChildren(make(this.#isPage ? "main" : "div", state));
  }

  // False where the host has prevented it.
  #tell(name, detail) {
    if (name === "sms-route-change") this.#route = detail.route;
    const cancelable = /navigate|send/.test(name);
    return this.dispatchEvent(new CustomEvent(name, { detail, cancelable, bubbles: true, composed: true }));
  }

  #tellProgress(part) {
    const state = this.shadowRoot.querySelector("[name=loading] p");
    if (state && part <= 1) state.textContent = `${LOADING[this.#language]} ${Math.round(part * 100)} %`;
  }

  // The app is dead, its page is not: what was typed is still in the fields.
  async #tellStop() {
    if (!this.#app) return;
    this.#app = undefined;
    const turn = this.#turn;
    this.#tell("sms-error", { code: "trap", retryable: true });
    const root = this.shadowRoot;
    const { trap } = await trouble(this.#base, root);
    if (this.#turn === turn) root.prepend(trap(this.#language, root, () => this.#restart()));
  }

  get route() {
    return this.#route ?? this.getAttribute("route") ?? "";
  }

  set route(route) {
    this.setAttribute("route", route ?? "");
  }

  navigate(route) {
    this.#route = route;
    this.#app?.navigate(route);
  }

  refresh() {
    this.#app?.refresh();
  }

  focus(options) {
    const heading = this.shadowRoot?.querySelector("h1");
    heading ? heading.focus(options) : super.focus(options);
  }

  signOut() {
    this.#app?.sign_out();
  }

  destroy() {
    this.#end();
    this.#isDestroyed = true;
  }
}

// The properties of all elements, whatever a page has put on all objects under their names.
function define(property, descriptor) {
  if (!Object.hasOwn(SmsDashboard.prototype, property)) Object.defineProperty(SmsDashboard.prototype, property, descriptor);
}

// Functions are properties only; they are there for frameworks that ask before they set one.
for (const name of ["getToken", "hrefFor", "fetch"]) define(name, { __proto__: null, writable: true });

for (const name of ATTRIBUTES) {
  const property = name.replace(/-./g, ([, letter]) => letter.toUpperCase());
  const isFlag = name === "readonly";
  define(property, {
    __proto__: null,
    get() {
      const value = this.getAttribute(name);
      return isFlag ? (value ?? "false") !== "false" : value;
    },
    set(value) {
      if (value == null || (isFlag && !value)) this.removeAttribute(name);
      else this.setAttribute(name, isFlag ? "" : value);
    },
  });
}

// Where the same version is there already, it serves.
const there = globalThis.customElements?.get(TAG);
const Element = there?.version === version ? there : SmsDashboard;
let hasTag = Element === there;

/** Gives the element another tag: for a version that came second. */
export function defineAs(tag) {
  if (customElements.get(tag)) return;
  customElements.define(tag, hasTag ? class extends Element {} : Element);
  hasTag = true;
}

if (!there) {
  if (globalThis.customElements) defineAs(TAG);
} else if (!hasTag) console.warn(`<${TAG}> is version ${there.version}: defineAs("another-tag") for ${version}.`);

/** Puts a dashboard into an element, or takes over one that is there. */
export function createSmsDashboard(place, config) {
  const element = place instanceof Element ? place : new Element();
  const update = (config) => Object.assign(element, config);
  update(config);
  if (element !== place) place.append(element);
  return {
    element,
    update,
    navigate: (route) => element.navigate(route),
    signOut: () => element.signOut(),
    destroy() {
      element.destroy();
      element.remove();
    },
  };
}
