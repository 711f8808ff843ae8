import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { Page } from '@playwright/test'
import { decideHouse, OUTSIDE_ISSUER } from './house.ts'

/**
 * A page of an older front end, which lives on another origin and knows the shop by its REST interface alone: one button that
 * runs `script` and follows the address it gives.
 */
export async function openOldFrontEnd(page: Page, script: string): Promise<AsyncDisposable> {
  const { shopUrl, oldFrontEnd } = await decideHouse()
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(pageWith(script, shopUrl))
  })
  await new Promise<void>((resolve) => server.listen(Number(new URL(oldFrontEnd).port), 'localhost', resolve))
  await page.goto(oldFrontEnd)
  return {
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const pageWith = (script: string, shopUrl: string): string => `<!doctype html>
<html lang="en"><title>An older shop</title><link rel="icon" href="data:,">
<button>Buy now</button><p role="status"></p>
<script type="module">
  const shop = ${JSON.stringify(shopUrl)}
  const post = async (path, body, init = {}) => {
    const response = await fetch(shop + path, {
      method: 'POST', ...init,
      headers: { 'content-type': 'application/json', ...init.headers },
      body: JSON.stringify(body),
    })
    return response.json()
  }
  const buy = async () => { ${script} }
  document.querySelector('button').addEventListener('click', async () => {
    const said = await buy()
    if (said.url) location.assign(said.url)
    else document.querySelector('[role=status]').textContent = JSON.stringify(said)
  })
</script></html>`

export const pressBuy = (page: Page): Promise<void> => page.getByRole('button', { name: 'Buy now' }).click()

/** A token of the outside issuer that this run's shop trusts, for somebody whose address it says is verified. */
export function outsideToken(email: string): string {
  const now = Math.floor(Date.now() / 1000)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const { issuer, audience, secret } = OUTSIDE_ISSUER
  const claims = {
    iss: issuer,
    aud: audience,
    sub: `user_${email}`,
    iat: now,
    exp: now + 600,
    email,
    email_verified: true,
  }
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
