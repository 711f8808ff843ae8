import { createHash } from 'node:crypto'
import type { Refusal } from './refusal.ts'

const STYLE = `:root{color-scheme:light dark}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem 1rem;background:light-dark(#f7f2e8,#191612);color:light-dark(#1d1a16,#f3ebdd);font:1.0625rem/1.55 "Hanken Grotesk",system-ui,"Segoe UI",Helvetica,Arial,"Hiragino Sans","Yu Gothic",sans-serif}
main{width:100%;max-width:34rem}
.shop{margin:0 0 1.25rem;font-family:Besley,Georgia,"Hiragino Mincho ProN","Yu Mincho",serif}
.shop::before{content:"";display:inline-block;width:.8em;height:.8em;margin-right:.6em;border-radius:50%;background:light-dark(#bb3014,#f1785a)}
.sheet{padding:clamp(1.5rem,6vw,2.75rem);border:1px solid light-dark(#d9cebb,#3b352c);border-radius:5px;background:light-dark(#fdfaf4,#221e19);overflow-wrap:anywhere}
h1{margin:0 0 1rem;font:500 clamp(1.5rem,1.2rem + 1.6vw,2rem)/1.2 Besley,Georgia,"Hiragino Mincho ProN","Yu Mincho",serif;text-wrap:balance}
p{margin:0 0 1rem}
.why{color:light-dark(#4f473d,#c2b7a6);font-size:.9375rem}
nav{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.75rem}
a{display:inline-flex;align-items:center;min-height:2.75rem;padding:0 1.25rem;border:1px solid light-dark(#857968,#8d8272);border-radius:5px;color:inherit;text-decoration:none}
nav:not(.choice) a:first-child{border-color:transparent;background:light-dark(#bb3014,#f1785a);color:light-dark(#fffaf3,#240901);font-weight:600}
a:hover{text-decoration:underline}
a:focus-visible{outline:2.5px solid currentColor;outline-offset:3px}`

/** Nothing is loaded, sent or framed; the one style is known by its hash. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** A refusal for people: what is so, what to do, and where to go. */
export function refusalPage({ title, sentence, advice, ways, isChoice }: Refusal, shopName: string): string {
  const links = ways.map(({ text, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`).join('')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)} – ${escapeHtml(shopName)}</title>
<style>${STYLE}</style>
<main>
<p class="shop">${escapeHtml(shopName)}</p>
<div class="sheet">
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(advice)}</p>
<p class="why">${escapeHtml(sentence)}</p>
<nav${isChoice ? ' class="choice"' : ''} aria-label="Where to go">${links}</nav>
</div>
</main>
</html>
`
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
