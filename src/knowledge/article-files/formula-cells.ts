// Cells that a spreadsheet would run as a formula: made texts on the way out, and themselves again on the way in.

// Spreadsheets run a cell that begins so as a formula (https://owasp.org/www-community/attacks/CSV_Injection); an apostrophe before it makes
// it a text. One more goes before a text that begins with such an apostrophe itself, so that reading takes off exactly what writing put on.
const UNSAFE = /^'*[=+\-@＝＋－＠\t\r]/
const GUARDED = /^'+[=+\-@＝＋－＠\t\r]/

/** The text as a cell that no spreadsheet runs. */
export const guarded = (cell: string): string => (UNSAFE.test(cell) ? `'${cell}` : cell)

/** The text that `guarded` was given. */
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell)
