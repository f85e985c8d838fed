// Runs before the page's other scripts. It counts listeners, timers, nodes, and instances of the app.
(() => {
  const listeners = new Map();
  const key = (type, listener, options) =>
    `${type} ${options === true || (typeof options === "object" && Boolean(options?.capture))}`;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  // What belongs to the page. The listeners of other nodes go with their nodes.
  const isShared = (target) => target === window || target === document || target === document.documentElement
    || target === document.body || target === document.head || target instanceof MediaQueryList
    || target === window.visualViewport || target === window.navigation;
  const forgetWith = (signal, forget) => signal && add.call(signal, "abort", forget);
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window;
    if (listener && isShared(target)) {
      const kinds = listeners.get(target) ?? listeners.set(target, new Map()).get(target);
      const name = key(type, listener, options);
      const known = kinds.get(name) ?? kinds.set(name, new Set()).get(name);
      known.add(listener);
      forgetWith(options?.signal, () => known.delete(listener));
      if (options?.once) add.call(target, type, () => known.delete(listener), options);
    }
    return add.call(target, type, listener, options);
  };
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    const target = this ?? window;
    listeners.get(target)?.get(key(type, listener, options))?.delete(listener);
    return remove.call(target, type, listener, options);
  };

  // Every timer and frame that is waiting, by its id, with its delay in milliseconds.
  const waiting = new Map();
  const wrap = (start, stop, once) => {
    const [started, stopped] = [window[start], window[stop]];
    window[start] = (callback, delay, ...rest) => {
      const id = started.call(window, (...words) => {
        if (once) waiting.delete(`${stop} ${id}`);
        return callback(...words);
      }, delay, ...rest);
      waiting.set(`${stop} ${id}`, stop === "cancelAnimationFrame" ? 0 : delay ?? 0);
      return id;
    };
    window[stop] = (id) => {
      waiting.delete(`${stop} ${id}`);
      stopped.call(window, id);
    };
  };
  wrap("setTimeout", "clearTimeout", true);
  wrap("setInterval", "clearInterval", false);
  wrap("requestAnimationFrame", "cancelAnimationFrame", true);

  let instances = 0;
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...words) => {
      const made = await original.apply(WebAssembly, words);
      instances += 1;
      return made;
    };
  }

  // What there is now.
  window.count = () => ({
    listeners: [...listeners.values()].flatMap((kinds) => [...kinds.values()]).reduce((sum, known) => sum + known.size, 0),
    // WebKitGTK's driver limits each script by a timer in the page: the delay is that of `timeouts.script` in session.rs.
    waiting: [...waiting.values()].filter((delay) => delay !== 120_000),
    nodes: document.querySelectorAll("*").length,
    instances,
  });
})();
