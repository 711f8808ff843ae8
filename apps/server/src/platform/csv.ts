/** What a spreadsheet would take for a formula, or for the end of the cell before one. */
const ACTIVE = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/

/** Free text that no spreadsheet runs: an apostrophe in front has it shown as it is. */
export const inert = (text: string): string => (ACTIVE.test(text) ? `'${text}` : text)

/** A line by RFC 4180, with its end. Cells that hold commas, quotes or line breaks are quoted. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`
