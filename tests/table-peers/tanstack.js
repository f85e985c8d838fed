// React with @tanstack/react-virtual, as in its examples: rows are memoized and moved by a transform. It draws as many
// rows outside the visible part as the app.

import { useVirtualizer } from '@tanstack/react-virtual';
import { createElement, memo, useRef } from 'react';
import { createRoot } from 'react-dom/client';

import { N_ROWS, place, texts } from './rows.js';

const Row = memo(({ index, start }) =>
    createElement(
        'div',
        { className: 'row', role: 'row', 'data-index': index, style: { transform: `translateY(${start}px)` } },
        texts(index).map((text, column) => createElement('div', { className: 'cell', role: 'gridcell', key: column }, text)),
    ),
);

let current;

function Table() {
    const scroll = useRef(null);
    const virtualizer = useVirtualizer({
        count: N_ROWS,
        getScrollElement: () => scroll.current,
        estimateSize: () => 36,
        overscan: 20,
    });
    current = virtualizer;
    const head = window.sample.titles.map((title) => createElement('div', { className: 'cell', key: title }, title));
    const rows = virtualizer.getVirtualItems().map(({ index, start }) => createElement(Row, { key: index, index, start }));
    return createElement(
        'div',
        { className: 'scroll virtual', role: 'grid', ref: scroll },
        createElement('div', { className: 'head' }, head),
        createElement('div', { className: 'rows', style: { height: virtualizer.getTotalSize() } }, rows),
    );
}

let root;

window.peer = {
    rows: '.row',
    mount() {
        root = createRoot(place());
        root.render(createElement(Table));
    },
    unmount: () => root.unmount(),
    scroller: () => document.querySelector('.scroll'),
    head: () => document.querySelector('.head'),
    index: (row) => Number(row.dataset.index),
    jump: (index) => current.scrollToIndex(index, { align: 'start' }),
};
