import { describe, expect, it } from 'vitest'
import { pdfDocument } from './pdf-document.ts'
import { pdfPage } from './pdf-page.ts'
import { pdfString, textWidth, wrapText } from './pdf-text.ts'

describe('a PDF', () => {
  const page = pdfPage()
  page.text(72, 72, 'One (two) \\ three – é', { size: 12 })
  const file = pdfDocument('A title', [page, pdfPage()]).toString('latin1')

  it('has every object where its table says', () => {
    const tableAt = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1])
    expect(file.slice(tableAt, tableAt + 5)).toBe('xref\n')
    const offsets = [...file.slice(tableAt).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]))
    expect(offsets).toHaveLength(10)
    for (const [index, offset] of offsets.entries())
      expect(file.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`))
  })

  it('has streams as long as they say', () => {
    const streams = [...file.matchAll(/\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/g)]
    expect(streams).toHaveLength(2)
    for (const [, length, content = ''] of streams) expect(content.length).toBe(Number(length))
  })

  it('is the same each time', () => {
    expect(pdfDocument('A title', [page, pdfPage()]).toString('latin1')).toBe(file)
  })
})

describe('its text', () => {
  it('is escaped, in the encoding of the fonts', () => {
    expect(pdfString('a(b)\\')).toBe('(a\\(b\\)\\\\)')
    expect(pdfString('é – ’')).toBe('(\\351 \\226 \\222)')
    expect(() => pdfString('剣')).toThrow(RangeError)
    expect(() => pdfString('🎉')).toThrow(RangeError)
  })

  it('is wrapped to the width it is given', () => {
    const words = 'The ball rises because you do and the hand only follows it'
    const lines = wrapText(words, 10, 100)
    expect(lines.join(' ')).toBe(words)
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(100)
    expect(textWidth('AV', 10)).toBeCloseTo(13.34)
  })
})
