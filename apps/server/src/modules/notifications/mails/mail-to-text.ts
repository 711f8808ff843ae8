import type { BillLine, MailBlock, MailContent } from './mail-content.ts'

const WIDTH = 64

/** The plain text of a mail: amounts in one column, addresses on lines of their own. */
export function mailToText(content: MailContent, shopName: string): string {
  return `${[content.title, ...content.blocks.map(blockToText), `-- \n${shopName}`].join('\n\n')}\n`
}

function blockToText(block: MailBlock): string {
  switch (block.kind) {
    case 'text':
    case 'note':
      return block.text
    case 'button':
      return `${block.label}:\n${block.url}`
    case 'code':
      return `${block.label}:\n\n    ${block.code}`
    case 'facts':
      return block.rows.map(({ label, value }) => `${label}: ${value}`).join('\n')
    case 'bill':
      return [...block.lines.map(billLine), '-'.repeat(WIDTH), ...block.sums.map(billLine), billLine(block.total)].join(
        '\n',
      )
  }
}

function billLine({ label, detail, amount }: BillLine): string {
  const gap = WIDTH - label.length - amount.length
  const line = gap < 2 ? `${label}\n${amount.padStart(WIDTH)}` : `${label}${' '.repeat(gap)}${amount}`
  return detail === undefined ? line : `${line}\n  ${detail}`
}
