import { Body } from '@react-email/body'
import { Button } from '@react-email/button'
import { Container } from '@react-email/container'
import { Head } from '@react-email/head'
import { Heading } from '@react-email/heading'
import { Html } from '@react-email/html'
import { Link } from '@react-email/link'
import { Preview } from '@react-email/preview'
import { render } from '@react-email/render'
import { Section } from '@react-email/section'
import { Text } from '@react-email/text'
import { createElement as h, type ReactNode } from 'react'
import type { BillLine, MailBlock, MailContent, MailContext } from './mail-content.ts'
import { DARK_MODE, STYLE } from './mail-style.ts'

/** The HTML of a mail. Every word goes in as text, so a title with markup in it stays a title. */
export function mailToHtml(content: MailContent, context: MailContext): Promise<string> {
  return render(
    h(
      Html,
      { lang: 'en' },
      h(
        Head,
        null,
        h('meta', { name: 'color-scheme', content: 'light dark' }),
        h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
        h('title', null, content.subject),
        h('style', null, DARK_MODE),
      ),
      h(Preview, null, content.preview),
      h(
        Body,
        { style: STYLE.body, className: 'paper' },
        h(
          Section,
          { style: STYLE.page, className: 'paper' },
          h(
            Container,
            { style: STYLE.column },
            h(
              Text,
              { style: STYLE.shopName, className: 'ink' },
              h('span', { style: STYLE.dot, className: 'dot' }),
              context.shopName,
            ),
            h(
              Section,
              { style: STYLE.sheet, className: 'sheet' },
              h(Heading, { as: 'h1', style: STYLE.title, className: 'ink' }, content.title),
              ...content.blocks.map(toElement),
            ),
            h(
              Text,
              { style: STYLE.foot, className: 'soft' },
              h(Link, { href: context.frontUrl, style: { color: 'inherit' } }, context.shopName),
            ),
          ),
        ),
      ),
    ),
  )
}

function toElement(block: MailBlock, key: number): ReactNode {
  switch (block.kind) {
    case 'text':
      return h(Text, { key, style: STYLE.text, className: 'ink' }, block.text)
    case 'note':
      return h(Text, { key, style: STYLE.note, className: 'soft' }, block.text)
    case 'button':
      return h(Button, { key, href: block.url, style: STYLE.press, className: 'press' }, block.label)
    case 'code':
      return h(
        Section,
        { key },
        h(Text, { style: STYLE.note, className: 'soft' }, block.label),
        h(Text, { style: STYLE.code, className: 'ink' }, block.code),
      )
    case 'facts':
      return h(
        'table',
        { key, style: STYLE.bill, cellPadding: 0, cellSpacing: 0 },
        h(
          'tbody',
          null,
          ...block.rows.map(({ label, value }) =>
            h(
              'tr',
              { key: label },
              h('td', { style: STYLE.factName, className: 'hairline soft' }, label),
              h('td', { style: STYLE.fact, className: 'hairline ink' }, value),
            ),
          ),
        ),
      )
    case 'bill':
      return h(
        'table',
        { key, style: STYLE.bill, cellPadding: 0, cellSpacing: 0 },
        h(
          'tbody',
          null,
          ...block.lines.map((line, index) => billRow(line, `line-${index}`, 'line', 'lineAmount')),
          ...block.sums.map((line, index) => billRow(line, `sum-${index}`, 'sum', 'sumAmount')),
          billRow(block.total, 'total', 'total', 'totalAmount'),
        ),
      )
  }
}

type CellStyle = 'line' | 'lineAmount' | 'sum' | 'sumAmount' | 'total' | 'totalAmount'

function billRow({ label, detail, amount }: BillLine, key: string, left: CellStyle, right: CellStyle): ReactNode {
  const className = `hairline ${left === 'sum' ? 'soft' : 'ink'}`
  return h(
    'tr',
    { key },
    h(
      'td',
      { style: STYLE[left], className },
      label,
      detail === undefined ? null : h('div', { style: STYLE.detail, className: 'soft' }, detail),
    ),
    h('td', { style: STYLE[right], className, align: 'right' }, amount),
  )
}
