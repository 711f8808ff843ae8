/** Advance widths of Helvetica from space to tilde, in thousandths of the size (Adobe's font metrics for the standard fonts). */
const HELVETICA =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number)
const OTHER_CHARACTER = 556

/** Punctuation that Windows-1252, the fonts' encoding, keeps outside Latin-1. */
const WINDOWS_1252: Readonly<Record<string, number>> = {
  '–': 0x96,
  '—': 0x97,
  '‘': 0x91,
  '’': 0x92,
  '“': 0x93,
  '”': 0x94,
  '•': 0x95,
  '…': 0x85,
  '€': 0x80,
}

/** Width in points. Exact for Helvetica; the other two faces run up to a tenth wider. */
export function textWidth(text: string, size: number): number {
  let thousandths = 0
  for (const char of text) thousandths += HELVETICA[char.charCodeAt(0) - 32] ?? OTHER_CHARACTER
  return (thousandths * size) / 1000
}

export function wrapText(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer, size) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}

/** A PDF string literal. Throws for a character that the fonts do not have. */
export function pdfString(text: string): string {
  let literal = ''
  for (const char of text) {
    const code = WINDOWS_1252[char] ?? char.charCodeAt(0)
    if (code > 0xff || char.length > 1) throw new RangeError(`the PDF's fonts have no ${char}`)
    if (code < 0x20 || code > 0x7e) literal += `\\${code.toString(8).padStart(3, '0')}`
    else literal += '()\\'.includes(char) ? `\\${char}` : char
  }
  return `(${literal})`
}
