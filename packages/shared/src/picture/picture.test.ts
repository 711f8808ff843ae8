import { describe, expect, it } from 'vitest'
import { ProductKind } from '../contracts/primitives.ts'
import { drawPicture } from './picture.ts'

const ask = (seed: string, kind: ProductKind, theme: 'light' | 'dark' = 'light', width = 800, height = 600) =>
  drawPicture({ seed, kind, theme, width, height })

/** The names of elements still open at the end, and whether each close met its own open. */
function unclosed(svg: string): string[] {
  const open: string[] = []
  for (const [, slash, name, rest] of svg.matchAll(/<(\/?)([a-z]+)((?:"[^"]*"|[^">])*)>/gi)) {
    if (slash) expect(open.pop()).toBe(name)
    else if (!rest?.endsWith('/')) open.push(name!)
  }
  return open
}

describe('drawPicture', () => {
  it('gives the same picture for the same request', () => {
    expect(ask('first-spike', 'course')).toBe(ask('first-spike', 'course'))
  })

  it('gives each seed of a kind its own picture', () => {
    const seeds = ['spike-1', 'spike-2', 'spike-3', 'big-cup', 'around-japan']
    expect(new Set(seeds.map((seed) => ask(seed, 'course'))).size).toBe(seeds.length)
  })

  it.each(ProductKind.options)('draws well-formed SVG without broken numbers for a %s', (kind) => {
    for (let seed = 0; seed < 40; seed += 1) {
      for (const theme of ['light', 'dark'] as const) {
        const svg = ask(`seed ${seed} <&"`, kind, theme)
        expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="800" height="600"/)
        expect(unclosed(svg)).toEqual([])
        expect(svg).not.toMatch(/NaN|undefined|Infinity|null/)
      }
    }
  })

  it('draws what the seed names, whatever the kind', () => {
    const shapesOf = (svg: string) => svg.replace(/#[0-9a-f]{6}/g, '')
    expect(shapesOf(ask('lighthouse', 'video'))).toBe(shapesOf(ask('the-lighthouse', 'lesson')))
    expect(shapesOf(ask('strobe', 'video'))).not.toBe(shapesOf(ask('lighthouse', 'video')))
  })

  it('fills any shape, from a mail header to a social card', () => {
    expect(ask('evening-jam', 'event', 'light', 1200, 300)).toContain('viewBox="-600 -150 1200 300"')
    expect(ask('evening-jam', 'event', 'light', 300, 600)).toContain('viewBox="-200 -400 400 800"')
  })
})
