import { expect, it } from 'vitest'
import { csvLine, inert } from './csv.ts'

it.each([
  [['a', 'b'], 'a,b\r\n'],
  [['a,b', 'say "hi"', ''], '"a,b","say ""hi""",\r\n'],
  [['two\nlines', 'two\r\nlines'], '"two\nlines","two\r\nlines"\r\n'],
  [[' kept '], ' kept \r\n'],
])('writes %j as %j', (cells, line) => expect(csvLine(cells)).toBe(line))

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =HYPERLINK("x")', '＝1'])(
  'shows %j as it is, and does not run it',
  (text) => expect(inert(text)).toBe(`'${text}`),
)

it.each(['Trick Sheets', 'a = b', '1-2', '', 'けん玉'])('leaves %j alone', (text) => expect(inert(text)).toBe(text))
