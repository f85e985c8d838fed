// The clock of a page that is in a journey's hand: see page_clock.rs. It runs before the page's own scripts.
(() => {
  // `fetch` and the readers of an answer are counted: until they are done, the page may still react to the last step.
  let unfinished = 0;
  const counted = (promise) => {
    unfinished += 1;
    const finish = () => { unfinished -= 1; };
    promise.then(finish, finish);
    return promise;
  };
  const count = (target, name) => {
    const own = target[name];
    target[name] = function (...given) { return counted(own.apply(this, given)); };
  };
  count(window, "fetch");
  for (const name of ["arrayBuffer", "blob", "json", "text"]) count(Response.prototype, name);
  count(ReadableStreamDefaultReader.prototype, "read");

  let now = Date.now();
  window.Date = new Proxy(Date, {
    construct: (own, given, target) => Reflect.construct(own, given.length ? given : [now], target),
    apply: (own) => new own(now).toString(),
    get: (own, name) => (name === "now" ? () => now : Reflect.get(own, name)),
  });

  // The ids are far from those that the browser gives to its own timers.
  let lastId = 1e9;
  const timers = new Map();
  const hold = (startName, stopName, repeats) => {
    const [start, stop] = [window[startName], window[stopName]];
    window[startName] = (run, delay, ...given) => {
      const ms = Math.max(Number(delay) || 0, repeats ? 1 : 0);
      // Without a delay it does not wait for a time: it only lets the browser work in between, and the browser still does.
      if (ms === 0) return start.call(window, run, 0, ...given);
      lastId += 1;
      timers.set(lastId, { due: now + ms, every: repeats ? ms : null, run: () => run(...given) });
      return lastId;
    };
    window[stopName] = (id) => {
      if (!timers.delete(id)) stop.call(window, id);
    };
  };
  hold("setTimeout", "clearTimeout", false);
  hold("setInterval", "clearInterval", true);

  window.pageClock = {
    unfinished: () => unfinished,
    // Moves on by `ms`, or only to the first timer that is due by then, which runs. Returns how much of `ms` is left.
    step(ms) {
      const end = now + ms;
      const due = [...timers].filter(([, timer]) => timer.due <= end).sort(([, one], [, next]) => one.due - next.due);
      if (due.length === 0) {
        now = end;
        return 0;
      }
      const [id, timer] = due[0];
      now = timer.due;
      if (timer.every === null) timers.delete(id);
      else timer.due += timer.every;
      timer.run();
      return end - now;
    },
  };
})();
