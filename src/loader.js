// Defines <sms-dashboard>, loads the app and gives each element its own mount.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

let app;
function load() {
  app ??= import(new URL(js, document.baseURI)).then(async (module) => {
    await module.default({ module_or_path: new URL(wasm, document.baseURI) });
    return module;
  });
  return app;
}

customElements.define("sms-dashboard", class extends HTMLElement {
  async connectedCallback() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const stage = root.appendChild(document.createElement("div"));
    const module = await load();
    this.mounted = module.mount(this, stage);
  }
  disconnectedCallback() {
    this.mounted?.free();
  }
});
