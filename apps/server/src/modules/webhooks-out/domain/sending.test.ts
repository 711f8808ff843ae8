import { describe, expect, it } from 'vitest'
import { composeForEndpoint, composeForSite, pluginAddress } from './compose-body.ts'
import { judgeAnswer } from './judge-answer.ts'
import { nextAttemptAt, RETRY_DELAYS, readRetryAfter } from './sending-rules.ts'

const NOW = new Date('2027-03-14T01:30:00Z')
const secondsTo = (at: Date | null): number | null => at && (at.getTime() - NOW.getTime()) / 1000
const next = (tries: number, retryAfterSeconds: number | null = null, chance = 0) =>
  secondsTo(nextAttemptAt(NOW, { tries, retryAfterSeconds, chance }))

describe('the next try', () => {
  it('comes over more than three days, ten in all', () => {
    expect(RETRY_DELAYS.map((_, tries) => next(tries))).toEqual([...RETRY_DELAYS])
    expect(RETRY_DELAYS.reduce<number>((sum, delay) => sum + delay, 0)).toBe(272_105)
    expect(next(RETRY_DELAYS.length)).toBeNull()
  })
  it('comes a little later by chance, never sooner', () => {
    expect(next(2, null, 1)).toBe(330)
    expect(next(2, null, 0.5)).toBe(315)
  })
  it('waits for as long as it is asked to, up to a day, and never less than planned', () => {
    expect(next(1, 120)).toBe(120)
    expect(next(3, 120)).toBe(1800)
    expect(next(1, 999_999)).toBe(86_400)
    expect(next(RETRY_DELAYS.length, 120)).toBeNull()
  })
  it.each([
    ['120', 120],
    ['0', 0],
    ['Sun, 14 Mar 2027 01:31:00 GMT', 60],
    ['Sun, 14 Mar 2027 01:29:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    ['1e3', null],
    [undefined, null],
  ])('reads Retry-After %s', (text, seconds) => {
    expect(readRetryAfter(text, NOW.getTime())).toBe(seconds)
  })
})

describe('an answer', () => {
  const of = (status: number, body: string, to: 'endpoint' | 'site') =>
    judgeAnswer({ kind: 'answered', status, headers: {}, body, durationMs: 1 }, to).kind
  it.each([
    [200, 'taken'],
    [204, 'taken'],
    [299, 'taken'],
    [301, 'later'],
    [302, 'later'],
    [400, 'later'],
    [401, 'later'],
    [404, 'later'],
    [410, 'gone'],
    [429, 'later'],
    [500, 'later'],
    [503, 'later'],
  ])('of an endpoint of %i: %s', (status, kind) => expect(of(status, 'any', 'endpoint')).toBe(kind))
  it.each([
    [200, '{"success":true,"data":{"message":"Webhook processed"}}', 'taken'],
    [200, '{"success":"true"}', 'later'],
    [200, '{"success":false}', 'later'],
    [200, '<html>', 'later'],
    [200, 'null', 'later'],
    [204, '', 'later'],
    [302, '{"success":true}', 'later'],
    [400, '0', 'refused'],
    [401, '{"success":false}', 'refused'],
    [403, '', 'later'],
    [410, '', 'refused'],
    [500, '{"success":false}', 'later'],
  ])('of a site of %i %s: %s', (status, body, kind) => expect(of(status, body, 'site')).toBe(kind))
  it('that does not come is tried again', () => {
    expect(judgeAnswer({ kind: 'unanswered', error: 'timed out', durationMs: 1 }, 'site')).toEqual({
      kind: 'later',
      error: 'timed out',
    })
  })
})

describe('a body', () => {
  const id = '01999d3c-8a00-7abc-8def-0123456789af'
  const site = { siteId: '01999d3c-8a00-7abc-8def-0123456789ae', instanceId: 'shop-1' }
  const account = { siteId: site.siteId, instanceId: 'shop-1', siteUserId: 7, email: 'ann+blog@shop.example' }
  const credits = {
    creditType: 'article',
    change: 10,
    reason: 'purchase',
    credits: { article: 13, image: 5 },
    owed: {},
  }
  const forSite = (type: string, data: unknown) => {
    const composed = composeForSite({ id, type, at: NOW, data }, site)
    return composed.kind === 'body' ? JSON.parse(composed.body) : composed
  }

  it('for endpoints says what, when and the facts', () => {
    expect(JSON.parse(composeForEndpoint({ id, type: 'webhook.test', at: NOW, data: { message: 'a' } }))).toEqual({
      type: 'webhook.test',
      timestamp: '2027-03-14T01:30:00.000Z',
      data: { message: 'a' },
    })
  })
  it('for sites carries both names, and credits by the plugin’s names', () => {
    expect(forSite('credits.updated', { account, ...credits })).toEqual({
      event: 'credits_updated',
      type: 'credits.updated',
      id,
      site_id: site.siteId,
      instance_id: 'shop-1',
      timestamp: '2027-03-14T01:30:00.000Z',
      data: {
        user_id: 7,
        user_email: 'ann+blog@shop.example',
        credits: { article_credits: 13, image_credits: 5, rewrite_credits: 0 },
        reason: 'purchase',
      },
    })
  })
  it.each([
    [
      'site.disabled',
      { ...site, siteUrl: 'http://a.test', reason: 'Chargebacks' },
      'plugin_disabled',
      { reason: 'Chargebacks' },
    ],
    ['site.enabled', { ...site, siteUrl: 'http://a.test', reason: null }, 'plugin_enabled', {}],
    ['webhook.test', { message: 'a' }, 'test_webhook', { message: 'a' }],
  ])('for sites says %s in the plugin’s words', (type, data, event, said) => {
    expect(forSite(type, data)).toMatchObject({ event, type, data: said })
  })
  it('is never made for sites of what the plugin cannot take', () => {
    const nobody = { account: { ...account, email: null }, ...credits }
    expect(forSite('credits.updated', nobody)).toMatchObject({
      kind: 'never',
      reason: expect.stringMatching(/address/),
    })
    expect(forSite('order.completed', {})).toMatchObject({ kind: 'never' })
  })
  it.each(['https://blog.example', 'https://blog.example/', 'https://blog.example/shop', 'https://blog.example/shop/'])(
    'goes below the address of the site: %s',
    (url) =>
      expect(pluginAddress(url)).toBe(`${url.replace(/\/$/, '')}/wp-admin/admin-ajax.php?action=rakubun_webhook`),
  )
})
