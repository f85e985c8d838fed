// Defines <sms-dashboard>, loads and starts the app, and says what is the matter when Rust cannot.
// The only hand-written JavaScript. Its few words are here, because they are needed when nothing else has loaded.
const WORDS = {
  en: {
    loading: "Loading…",
    unsupported: "This browser has WebAssembly switched off, which this page needs. Lockdown modes do that: allow this site, then reload.",
    failed: "The page could not be started. Reload it; if that does not help, tell your administrator this:",
    trap: "Something went wrong here. What is on screen is no longer up to date. Nothing you typed is lost: copy it, then reload.",
    copy: "Copy my text",
    copied: "Copied.",
    reload: "Reload",
  },
  fr: {
    loading: "Chargement…",
    unsupported: "WebAssembly est désactivé dans ce navigateur, et cette page en a besoin. Les modes d’isolement font cela : autorisez ce site, puis rechargez la page.",
    failed: "La page n’a pas pu démarrer. Rechargez-la ; si cela ne suffit pas, indiquez ceci à votre administrateur :",
    trap: "Une erreur s’est produite ici. Ce qui est affiché n’est plus à jour. Votre saisie n’est pas perdue : copiez-la, puis rechargez la page.",
    copy: "Copier mon texte",
    copied: "Copié.",
    reload: "Recharger",
  },
};

// `cargo xtask dist` puts names, sizes and digests of the files here; trunk alone only tells the names, in the page.
const FILES = (({ js, wasm }) => ({ js: { path: js }, wasm: { path: wasm } }))(document.querySelector("script[data-wasm]")?.dataset ?? {});
const elements = new Set();
let app;
let sheet;

function load() {
  app ??= (async () => {
    const module = await import(new URL(FILES.js.path, import.meta.url));
    await module.default({ module_or_path: new URL(FILES.wasm.path, import.meta.url) });
    module.on_panic((message) => {
      console.error(message);
      for (const element of elements) element.showTrap();
    });
    sheet = new CSSStyleSheet();
    sheet.replaceSync(module.style());
    return module;
  })();
  // A failed start may be tried again by the next element.
  app.catch(() => (app = undefined));
  return app;
}

function make(tag, text, onClick) {
  const made = document.createElement(tag);
  made.textContent = text;
  if (onClick) {
    made.type = "button";
    made.addEventListener("click", onClick);
  }
  return made;
}

customElements.define("sms-dashboard", class extends HTMLElement {
  get #words() {
    const wanted = (this.getAttribute("locale") || navigator.language).slice(0, 2).toLowerCase();
    return WORDS[wanted] ?? WORDS.en;
  }

  async connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const stage = document.createElement("div");
    const state = make("p", this.#words.loading);
    state.setAttribute("role", "status");
    root.replaceChildren(state, stage);
    elements.add(this);
    try {
      if (typeof WebAssembly !== "object") throw new Error("no WebAssembly");
      const module = await load();
      if (!this.isConnected) return;
      root.adoptedStyleSheets = [sheet];
      state.remove();
      this.mounted = module.mount(this, stage);
    } catch (error) {
      const isUnsupported = typeof WebAssembly !== "object";
      state.setAttribute("role", "alert");
      state.textContent = isUnsupported ? this.#words.unsupported : `${this.#words.failed} ${error}`;
      root.append(make("button", this.#words.reload, () => location.reload()));
    }
  }

  disconnectedCallback() {
    elements.delete(this);
    this.mounted?.free();
    this.mounted = undefined;
  }

  // The app is dead, its page is not: what was typed is still in the fields.
  showTrap() {
    const root = this.shadowRoot;
    if (root.querySelector("[data-trap]")) return;
    const words = this.#words;
    const note = document.createElement("div");
    note.dataset.trap = "";
    note.setAttribute("role", "alert");
    note.className = "note bad";
    const copy = make("button", words.copy, async () => {
      const typed = [...root.querySelectorAll("textarea, input:not([type=password])")].map((field) => field.value);
      await navigator.clipboard.writeText(typed.filter(Boolean).join("\n\n"));
      copy.textContent = words.copied;
    });
    note.append(make("p", words.trap), copy, make("button", words.reload, () => location.reload()));
    root.prepend(note);
  }
});
