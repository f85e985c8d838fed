// Rows of the app that the program has read from its screen. They are repeated for a list of any length.

export const N_ROWS = 1_000_000;

/** The texts of a row. */
export const texts = (index) => window.sample.rows[index % window.sample.rows.length];

export const place = () => document.getElementById('place');
