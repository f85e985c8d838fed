// AG Grid's row model for long lists. Its data source answers at once.

import { createGrid, InfiniteRowModelModule, ModuleRegistry, ScrollApiModule, themeQuartz } from 'ag-grid-community';

import { N_ROWS, place, texts } from './rows.js';

ModuleRegistry.registerModules([InfiniteRowModelModule, ScrollApiModule]);

let grid;

window.peer = {
    rows: '.ag-row',
    mount() {
        const columnDefs = window.sample.titles.map((headerName, column) => ({
            headerName,
            field: String(column),
            width: window.sample.widths[column],
            sortable: false,
        }));
        const getRows = ({ startRow, endRow, successCallback }) => {
            const indices = Array.from({ length: endRow - startRow }, (_, n) => startRow + n);
            successCallback(indices.map((index) => Object.fromEntries(texts(index).entries())), N_ROWS);
        };
        grid = createGrid(place(), {
            columnDefs,
            rowModelType: 'infinite',
            datasource: { rowCount: N_ROWS, getRows },
            infiniteInitialRowCount: N_ROWS,
            cacheBlockSize: 100,
            maxBlocksInCache: 20,
            rowBuffer: 20,
            rowHeight: 36,
            theme: themeQuartz.withParams({ fontSize: 14, spacing: 6 }),
        });
    },
    unmount: () => grid.destroy(),
    scroller: () => document.querySelector('.ag-grid-viewport'),
    head: () => document.querySelector('.ag-header'),
    index: (row) => Number(row.getAttribute('row-index')),
    jump: (index) => grid.ensureIndexVisible(index, 'top'),
};
