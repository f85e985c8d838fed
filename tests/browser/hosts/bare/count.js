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

  // Every timer and frame that is waiting, with its delay; and how many there have been.
  const waiting = new Map();
  const begun = { timers: [], frames: 0, fetches: 0 };
  const wrap = (start, stop, once, note) => {
    const [started, stopped] = [window[start], window[stop]];
    window[start] = (callback, delay, ...rest) => {
      note(delay);
      const id = started.call(window, (...words) => {
        if (once) waiting.delete(`${stop} ${id}`);
        return callback(...words);
      }, delay, ...rest);
      waiting.set(`${stop} ${id}`, delay);
      return id;
    };
    window[stop] = (id) => {
      waiting.delete(`${stop} ${id}`);
      stopped.call(window, id);
    };
  };
  wrap("setTimeout", "clearTimeout", true, (delay) => begun.timers.push(delay ?? 0));
  wrap("setInterval", "clearInterval", false, (delay) => begun.timers.push(delay ?? 0));
  wrap("requestAnimationFrame", "cancelAnimationFrame", true, () => (begun.frames += 1));
  const fetched = window.fetch;
  window.fetch = (...words) => {
    begun.fetches += 1;
    return fetched.apply(window, words);
  };

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

  window.begun = begun;
  // What there is now.
  window.count = () => ({
    listeners: [...listeners.values()].flatMap((kinds) => [...kinds.values()]).reduce((sum, known) => sum + known.size, 0),
    waiting: waiting.size,
    nodes: document.querySelectorAll("*").length,
    memory: [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    instances: memories.size,
  });
})();
