// Measures a table that scrolls, whatever draws it: `window.peer` says how to find its parts. Times are milliseconds.

const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
/** Until the first task after a frame: then the frame has been drawn. */
const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** The part of the window in which rows are visible. */
const visible = () => {
    const scroller = peer.scroller();
    const { left, top } = scroller.getBoundingClientRect();
    const head = peer.head()?.getBoundingClientRect().height ?? 0;
    const bottom = Math.min(top + scroller.clientHeight, window.innerHeight);
    return { x: left + scroller.clientWidth / 2, top: top + head, bottom };
};

const rows = () => [...peer.scroller().querySelectorAll(peer.rows)];
const hasText = (row) => [...row.children].some((cell) => cell.checkVisibility({ visibilityProperty: true })) && row.textContent.trim() !== '';
const isVisible = (row, { top, bottom }) => {
    const box = row.getBoundingClientRect();
    return box.bottom > top + 1 && box.top < bottom - 1;
};

/** Waits until a frame with a row has been drawn: with this one, or with any. */
const drawn = async (index) => {
    for (;;) {
        await frame();
        if (!peer.scroller()) continue;
        const area = visible();
        const isIt = (row) => (index === undefined || peer.index(row) === index) && hasText(row) && isVisible(row, area);
        if (rows().some(isIt)) return performance.now();
    }
};

const POINTS = 15;

/**
 * Scrolls for some time and looks at every frame as it is drawn: after its layout, when scripts have had their turn. The
 * position is set in each frame, or between frames if `isBetween`; the way turns back at the ends.
 */
const scroll = (speed, time, isBetween) =>
    new Promise((resolve) => {
        const scroller = peer.scroller();
        scroller.scrollIntoView({ block: 'nearest' });
        const root = scroller.getRootNode();
        const { x, top, bottom } = visible();
        const from = scroller.scrollTop;
        const end = scroller.scrollHeight - scroller.clientHeight;
        const found = { frames: [], points: 0, blank: 0, bare: 0, rows: 0 };
        const look = () => {
            for (let point = 0; point < POINTS; point += 1) {
                const row = root.elementFromPoint(x, top + ((point + 0.5) / POINTS) * (bottom - top))?.closest(peer.rows);
                found.points += 1;
                found.bare += row ? 0 : 1;
                found.blank += row && hasText(row) ? 0 : 1;
            }
            if (found.frames.length % 10 === 0) found.rows = Math.max(found.rows, rows().length);
        };
        // An observer of sizes is called between the layout and the drawing of each frame in which its element changes.
        const probe = document.createElement('div');
        probe.style.position = 'fixed';
        document.body.append(probe);
        const observer = new ResizeObserver(look);
        observer.observe(probe);
        const go = (passed) => {
            const way = (from + (speed * passed) / 1000) % (2 * end);
            scroller.scrollTop = way <= end ? way : 2 * end - way;
        };
        let start;
        let last;
        const tick = (now) => {
            start ??= now;
            if (last !== undefined) found.frames.push(now - last);
            last = now;
            if (now - start >= time) {
                observer.disconnect();
                probe.remove();
                found.frames.sort((one, other) => one - other);
                resolve(found);
                return;
            }
            if (isBetween) setTimeout(() => go(performance.now() - start));
            else go(now - start);
            probe.style.width = `${found.frames.length % 2}px`;
            requestAnimationFrame(tick);
        };
        requestAnimationFrame(tick);
    });

window.bench = {
    scroll,
    /** The times from a jump to its row. */
    async jumps(indices) {
        const times = [];
        for (const index of indices) {
            await until(() => peer.rests());
            await wait(200);
            const start = performance.now();
            const wanted = peer.jump(index) ?? index;
            times.push((await drawn(wanted)) - start);
        }
        return times;
    },
    /** The times from the beginning of a table to its first rows. */
    async mounts(n) {
        const times = [];
        for (let turn = 0; turn < n; turn += 1) {
            peer.unmount();
            await until(() => peer.rests());
            await wait(200);
            const start = performance.now();
            peer.mount();
            times.push((await drawn()) - start);
            await until(() => peer.rests());
        }
        return times;
    },
    /** The number of the last row that can be seen. */
    async last() {
        peer.scroller().scrollIntoView({ block: 'nearest' });
        peer.scroller().scrollTop = peer.scroller().scrollHeight;
        await until(() => peer.rests());
        await wait(500);
        const area = visible();
        return 1 + Math.max(...rows().filter((row) => isVisible(row, area)).map(peer.index));
    },
    /** What other tables need to look the same: the texts, and the measures. */
    sample() {
        const scroller = peer.scroller();
        const texts = (row) => [...row.children].map((cell) => cell.textContent.trim());
        const heads = [...peer.head().querySelector('tr').children];
        return {
            titles: heads.map((head) => head.textContent.trim()),
            widths: heads.map((head) => head.getBoundingClientRect().width),
            rows: rows().filter(hasText).map(texts),
            height: scroller.clientHeight,
            width: scroller.clientWidth,
        };
    },
};

window.until = async (holds) => {
    while (!holds()) await wait(5);
};
window.tasks = [];
new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
