// A table with 1,000 rows, all of them in the page: what the browser does by itself.

import { place, texts } from './rows.js';

const N_ROWS = 1_000;

const element = (name, className, children) => {
    const element = document.createElement(name);
    element.className = className;
    element.append(...children);
    return element;
};

const row = (index) => {
    const row = element('div', 'row', texts(index).map((text) => element('div', 'cell', [text])));
    row.dataset.index = index;
    return row;
};

window.peer = {
    rows: '.row',
    mount() {
        const head = element('div', 'head', window.sample.titles.map((title) => element('div', 'cell', [title])));
        const rows = element('div', 'rows', Array.from({ length: N_ROWS }, (_, index) => row(index)));
        place().append(element('div', 'scroll', [head, rows]));
    },
    unmount: () => place().replaceChildren(),
    scroller: () => document.querySelector('.scroll'),
    head: () => document.querySelector('.head'),
    index: (row) => Number(row.dataset.index),
    jump: (index) => {
        document.querySelector('.scroll').scrollTop = (index % N_ROWS) * 36;
        return index % N_ROWS;
    },
};
