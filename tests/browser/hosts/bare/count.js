// Runs before every other script: counts what is running and listening, and keeps an eye on WebAssembly's memory.
(() => {
  const listeners = new Map();
  const key = (type, listener, options) =>
    `${type} ${options === true || (typeof options === "object" && Boolean(options?.capture))}`;
  const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
  // Those of the page itself; listeners of nodes go with their nodes.
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

  // Every timer and frame that is waiting, with its delay in milliseconds.
  const waiting = new Map();
  let nWaited = 0;
  const wrap = (start, stop, once) => {
    const [started, stopped] = [window[start], window[stop]];
    window[start] = (callback, delay, ...rest) => {
      const id = started.call(window, (...words) => {
        if (once) waiting.delete(`${stop} ${id}`);
        if (delay >= 1000) nWaited += 1;
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

  const memories = new Set();
  const keep = (instance) => {
    for (const made of Object.values(instance.exports)) if (made instanceof WebAssembly.Memory) memories.add(made);
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...words) => {
      const made = await original.apply(WebAssembly, words);
      keep(made.instance ?? made);
      return made;
    };
  }

  // How many waits of a second or more are over.
  window.waits = () => nWaited;

  // What there is now.
  window.count = () => ({
    listeners: [...listeners.values()].flatMap((kinds) => [...kinds.values()]).reduce((sum, known) => sum + known.size, 0),
    // WebKitGTK's driver waits for a script with a timer of the page: that of `timeouts.script`.
    waiting: [...waiting.values()].filter((delay) => delay !== 120_000),
    nodes: document.querySelectorAll("*").length,
    memory: [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    instances: memories.size,
  });
})();
