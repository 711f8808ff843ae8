import type { CSSProperties } from 'react'

const SERIF = "Besley, Georgia, 'Times New Roman', 'Hiragino Mincho ProN', 'Yu Mincho', serif"
const SANS = "'Hanken Grotesk', -apple-system, 'Segoe UI', Helvetica, Arial, 'Hiragino Sans', 'Yu Gothic', sans-serif"

/** The light values, inline, since many mail programs read nothing else. */
const LIGHT = {
  paper: '#f7f2e8',
  sheet: '#fdfaf4',
  ink: '#1d1a16',
  soft: '#524a40',
  hairline: '#d9cebb',
  vermilion: '#bb3014',
  onVermilion: '#fffaf3',
}

/** The same names, dark, for programs that follow the reader's wish. Inline styles give way to nothing less than this. */
export const DARK_MODE = `
@media (prefers-color-scheme: dark) {
  .paper { background-color: #191612 !important; }
  .sheet { background-color: #221e19 !important; border-color: #3b352c !important; }
  .ink { color: #f3ebdd !important; }
  .soft { color: #c2b7a6 !important; }
  .hairline { border-color: #3b352c !important; }
  .press { background-color: #f1785a !important; color: #240901 !important; }
  .dot { background-color: #f1785a !important; }
}
@media (max-width: 480px) {
  .sheet { padding: 28px 20px !important; }
}`

const text: CSSProperties = { fontFamily: SANS, fontSize: '16px', lineHeight: '25px', margin: '0 0 16px' }
const figures: CSSProperties = { fontVariantNumeric: 'tabular-nums', textAlign: 'right', whiteSpace: 'nowrap' }
const billCell: CSSProperties = {
  fontFamily: SANS,
  fontSize: '16px',
  lineHeight: '24px',
  padding: '7px 0',
  verticalAlign: 'top',
}
const totalCell: CSSProperties = {
  ...billCell,
  borderTop: `1px solid ${LIGHT.hairline}`,
  fontSize: '19px',
  fontWeight: 600,
  padding: '13px 0 0',
  color: LIGHT.ink,
}

export const STYLE = {
  body: { backgroundColor: LIGHT.paper, margin: '0', padding: '0' },
  page: { backgroundColor: LIGHT.paper, padding: '32px 12px' },
  column: { maxWidth: '560px', margin: '0 auto' },
  shopName: {
    fontFamily: SERIF,
    fontSize: '17px',
    lineHeight: '24px',
    color: LIGHT.ink,
    margin: '0 0 18px',
    padding: '0 4px',
  },
  dot: {
    display: 'inline-block',
    width: '13px',
    height: '13px',
    borderRadius: '13px',
    backgroundColor: LIGHT.vermilion,
    marginRight: '10px',
    verticalAlign: '-1px',
  },
  sheet: {
    backgroundColor: LIGHT.sheet,
    border: `1px solid ${LIGHT.hairline}`,
    borderRadius: '5px',
    padding: '36px 40px',
  },
  title: {
    fontFamily: SERIF,
    fontSize: '28px',
    lineHeight: '36px',
    fontWeight: 500,
    color: LIGHT.ink,
    margin: '0 0 18px',
  },
  text: { ...text, color: LIGHT.ink },
  note: { ...text, color: LIGHT.soft, fontSize: '14px', lineHeight: '22px', margin: '0 0 14px' },
  press: {
    fontFamily: SANS,
    fontSize: '16px',
    lineHeight: '24px',
    fontWeight: 600,
    backgroundColor: LIGHT.vermilion,
    color: LIGHT.onVermilion,
    borderRadius: '5px',
    padding: '12px 26px',
    textDecoration: 'none',
    display: 'inline-block',
    margin: '8px 0 22px',
  },
  code: {
    fontFamily: SANS,
    fontVariantNumeric: 'tabular-nums',
    fontSize: '34px',
    lineHeight: '42px',
    letterSpacing: '7px',
    fontWeight: 600,
    color: LIGHT.ink,
    margin: '0 0 20px',
  },
  bill: { width: '100%', borderCollapse: 'collapse', margin: '10px 0 26px' },
  line: { ...billCell, borderTop: `1px solid ${LIGHT.hairline}`, color: LIGHT.ink, paddingRight: '16px' },
  lineAmount: { ...billCell, ...figures, borderTop: `1px solid ${LIGHT.hairline}`, color: LIGHT.ink },
  detail: { color: LIGHT.soft, fontSize: '14px', lineHeight: '20px' },
  factName: {
    ...billCell,
    borderTop: `1px solid ${LIGHT.hairline}`,
    color: LIGHT.soft,
    paddingRight: '16px',
    whiteSpace: 'nowrap',
  },
  fact: {
    ...billCell,
    borderTop: `1px solid ${LIGHT.hairline}`,
    color: LIGHT.ink,
    fontVariantNumeric: 'tabular-nums',
    textAlign: 'right',
    width: '100%',
  },
  sum: { ...billCell, color: LIGHT.soft, padding: '4px 16px 4px 0' },
  sumAmount: { ...billCell, ...figures, color: LIGHT.soft, padding: '4px 0' },
  total: { ...totalCell, padding: '13px 16px 0 0' },
  totalAmount: { ...totalCell, ...figures },
  foot: { ...text, color: LIGHT.soft, fontSize: '13px', lineHeight: '20px', margin: '18px 4px 0' },
} as const satisfies Record<string, CSSProperties>
