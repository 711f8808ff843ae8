import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

/** Every `--name: light-dark(a, b)` of the tokens. */
const tokens = new Map(
  [...css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name!,
    { light: light!, dark: dark! },
  ]),
)

/** Relative luminance as in WCAG 2.2. */
function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
}

function contrast(one: string, other: string): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (high! + 0.05) / (low! + 0.05)
}

const of = (name: string, theme: 'light' | 'dark'): string => tokens.get(name)![theme]
const SURFACES = ['paper', 'paper-raised', 'paper-sunk']

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (theme) => {
  it.each(SURFACES)('write money and small print on %s with AAA contrast', (surface) => {
    expect(contrast(of('ink', theme), of(surface, theme))).toBeGreaterThanOrEqual(7)
    expect(contrast(of('ink-soft', theme), of(surface, theme))).toBeGreaterThanOrEqual(7)
  })

  it.each(SURFACES)('write states on %s with AA contrast', (surface) => {
    for (const tone of ['vermilion', 'green', 'amber']) {
      expect(contrast(of(tone, theme), of(surface, theme)), `${tone} on ${surface}`).toBeGreaterThanOrEqual(4.5)
    }
  })

  it('write on each wash with AA contrast, and ink with AAA', () => {
    for (const tone of ['vermilion', 'green', 'amber']) {
      expect(contrast(of(tone, theme), of(`${tone}-wash`, theme)), tone).toBeGreaterThanOrEqual(4.5)
      expect(contrast(of('ink', theme), of(`${tone}-wash`, theme)), tone).toBeGreaterThanOrEqual(7)
    }
  })

  it('write on the pay button with AA contrast, pressed or not', () => {
    expect(contrast(of('on-vermilion', theme), of('vermilion', theme))).toBeGreaterThanOrEqual(4.5)
    expect(contrast(of('on-vermilion', theme), of('vermilion-strong', theme))).toBeGreaterThanOrEqual(4.5)
  })

  it('write on the test-money strip with AAA contrast', () => {
    expect(contrast(of('on-band', theme), of('band', theme))).toBeGreaterThanOrEqual(7)
  })

  it('draw the edge of a field so that it can be seen', () => {
    expect(contrast(of('outline', theme), of('paper', theme))).toBeGreaterThanOrEqual(3)
    expect(contrast(of('outline', theme), of('paper-raised', theme))).toBeGreaterThanOrEqual(3)
  })
})
