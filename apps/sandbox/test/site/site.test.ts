import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CARD_FORM, open, submit } from '../hosted/buyer.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'
import { charge, plantSeller } from '../support/sellers.ts'
import { openSession } from '../support/shop.ts'

let sandbox: TestSandbox

beforeAll(async () => {
  sandbox = await startTestSandbox()
})

afterAll(async () => {
  await sandbox.close()
})

async function sendMail(subject: string, html: string) {
  const transport = createTransport(sandbox.smtpUrl)
  await transport.sendMail({
    from: 'shop@example.com',
    to: 'mika@example.com',
    subject,
    text: 'See https://shop.example/a?b=1&c=2',
    html,
  })
  transport.close()
  const { data } = await sandbox.control<{ data: { id: string }[] }>('GET', 'mail')
  return `/_sandbox/ui/mail/${data[0]?.id}`
}

describe('the site', () => {
  it('is where the root leads', async () => {
    expect(await open(sandbox, '/')).toMatchObject({ status: 302, location: '/_sandbox' })
  })

  it.each([
    '/_sandbox',
    '/_sandbox/ui/mail',
    '/_sandbox/ui/whatsapp',
    '/_sandbox/ui/accounts',
    '/_sandbox/ui/events',
    '/_sandbox/ui/clock',
    '/_sandbox/ui/faults',
  ])('shows %s while it is empty, with no inline script or style', async (path) => {
    const page = await open(sandbox, path)
    expect(page.status).toBe(200)
    expect(page.html).toContain('aria-current="page"')
    expect(page.html).not.toMatch(/<script(?![^>]*src=)|<style| style=/)
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline')
  })

  it('shows what the shop and its sellers hold, and what happens in their accounts', async () => {
    const own = await startTestSandbox()
    await own.stripe.accounts.create({ type: 'express', business_profile: { name: 'Not <yet> ready' } })
    const seller = await plantSeller(own, 'acct_shown')
    await charge(own.stripe, { amount: 10_000, transfer_data: { destination: seller }, application_fee_amount: 1_000 })
    await own.stripe.accounts.update(seller, { metadata: { a: '1' } })
    const { html } = await open(own, '/_sandbox/ui/accounts')
    expect(html).toContain('<dt>The shop holds</dt><dd>$6.80</dd>')
    expect(html).toContain('acct_shown · $90.00')
    expect(html).toContain('Not &lt;yet&gt; ready')
    expect(html).toContain('13 things due')
    expect((await open(own, '/_sandbox/ui/events')).html).toContain('account.updated')
    const { data } = await own.control<{ data: { type: string; account?: string }[] }>('GET', 'events?type=account.*')
    expect(data).toMatchObject([{ type: 'account.updated', account: seller }])
    await own.close()
  })

  it('serves its styles, scripts and faces', async () => {
    const { html } = await open(sandbox, '/_sandbox')
    const addresses = [...html.matchAll(/(?:href|src)="(\/_sandbox\/assets\/[^"]+)"/g)].map(
      ([, address]) => address ?? '',
    )
    expect(addresses).toHaveLength(3)
    for (const address of [...addresses, '/_sandbox/assets/display.woff2']) {
      expect((await open(sandbox, address)).status).toBe(200)
    }
    expect((await open(sandbox, '/_sandbox/assets/..%2Fassets.ts')).status).toBe(404)
  })

  it('shows a mail in a frame that cannot run scripts, and its text with its links', async () => {
    const path = await sendMail('Your <receipt>', '<p onclick="alert(1)">Paid</p><script>alert("2")</script>')
    const page = await open(sandbox, path)
    expect(page.html).toContain('Your &lt;receipt&gt;')
    const frame = /<iframe [^>]*>/.exec(page.html)?.[0]
    expect(frame).toContain('sandbox="allow-popups')
    expect(frame).not.toContain('allow-scripts')
    expect(frame).not.toContain('allow-same-origin')
    expect(page.html).not.toContain('<script>alert')
    expect(page.html).toContain('<a href="https://shop.example/a?b=1&amp;c=2"')
    expect((await open(sandbox, '/_sandbox/ui/mail?to=nobody@example.com')).html).toContain(
      'No mail to nobody@example.com yet.',
    )
  })

  it('follows a checkout from open to paid, with its events and who heard of them', async () => {
    const receiver = await startReceiver()
    const endpoint = await sandbox.stripe.webhookEndpoints.create({
      url: receiver.url,
      enabled_events: ['checkout.session.completed'],
    })
    const session = await openSession(sandbox.stripe)
    expect((await open(sandbox, '/_sandbox')).html).toMatch(/\$49\.99[\s\S]*>open</)
    const before = await open(sandbox, '/_sandbox/ui/pulse')

    await submit(sandbox, `/c/pay/${session.id}`, CARD_FORM)
    await open(sandbox, `/c/pay/${session.id}/return`)

    const overview = await open(sandbox, '/_sandbox')
    expect(overview.html).toMatch(/mika@example\.com[\s\S]*>paid</)
    expect(overview.html).toMatch(/checkout\.<wbr>session\.<wbr>completed[\s\S]*>delivered</)
    expect((await open(sandbox, '/_sandbox/ui/pulse')).html).not.toBe(before.html)

    const { data } = await sandbox.stripe.events.list({ type: 'checkout.session.completed', limit: 1 })
    const page = `/_sandbox/ui/events/${data[0]?.id}`
    expect((await open(sandbox, page)).html).toContain(receiver.url)
    const resent = await submit(sandbox, `${page}/resend`, {})
    expect(resent).toMatchObject({ status: 303, location: `${page}?said=Sent+again.` })
    await receiver.until((all) => all.filter(({ objectId }) => objectId === session.id).length === 2)
    await sandbox.stripe.webhookEndpoints.del(endpoint.id)
    await receiver.close()
  })

  it('triggers an event from its list, and says so when there is no such event', async () => {
    const type = /<option>([a-z_.]+)<\/option>/.exec((await open(sandbox, '/_sandbox/ui/events')).html)?.[1] ?? ''
    const { location } = await submit(sandbox, '/_sandbox/ui/trigger', { type })
    expect((await open(sandbox, location ?? '')).html).toContain(`Triggered ${type}.`)
    const newest = await sandbox.stripe.events.list({ type, limit: 1 })
    expect(newest.data[0]?.created).toBeGreaterThan(Date.now() / 1000 - 5)
    const refused = await submit(sandbox, '/_sandbox/ui/trigger', { type: 'no.such.event' })
    expect(refused.location).not.toContain('Triggered')
  })

  it('moves the clock, which expires what is due', async () => {
    const session = await openSession(sandbox.stripe)
    const moved = await submit(sandbox, '/_sandbox/ui/clock', { seconds: '86400' })
    expect((await open(sandbox, moved.location ?? '')).html).toMatch(/Moved forward by 1 day\.[\s\S]*1 day ahead/)
    expect((await open(sandbox, `/c/pay/${session.id}`)).html).toContain('This checkout has expired')
    const refused = await submit(sandbox, '/_sandbox/ui/clock', { seconds: '-5' })
    expect(refused.location).toContain('Nothing+changed')
  })

  it('adds a fault and takes it away', async () => {
    const form = { action: 'server_error', target: 'GET /v1/prices', when: 'before_commit', count: '2', seconds: '' }
    const added = await submit(sandbox, '/_sandbox/ui/faults', form)
    const page = await open(sandbox, added.location ?? '')
    expect(page.html).toContain('GET /v1/prices · 2 times')
    await expect(sandbox.stripe.prices.list()).rejects.toMatchObject({ statusCode: 500 })

    const removal = /action="(\/_sandbox\/ui\/faults\/[^"]+\/remove)"/.exec(page.html)?.[1]
    await submit(sandbox, removal ?? '', {})
    expect((await open(sandbox, '/_sandbox/ui/faults')).html).toContain('No faults.')
    const refused = await submit(sandbox, '/_sandbox/ui/faults', { ...form, action: 'explode' })
    expect((await open(sandbox, refused.location ?? '')).html).toContain('class="refused"')
  })

  it('turns away a form that another website sent', async () => {
    const response = await fetch(`${sandbox.url}/_sandbox/ui/reset`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
    })
    expect(response.status).toBe(403)
  })

  it('starts over', async () => {
    await sendMail('Last', '<p>.</p>')
    await submit(sandbox, '/_sandbox/ui/reset', {})
    expect((await open(sandbox, '/_sandbox')).html).toContain('No checkout has been started yet.')
    expect((await open(sandbox, '/_sandbox/ui/mail')).html).toContain('No mail yet.')
  })
})
