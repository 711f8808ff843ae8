import { describe, expect, it } from 'vitest'
import { HOSTILE_ADDRESSES } from '../../../../test/support/hostile-addresses.ts'
import { returnAddresses } from './return-address.ts'

const ID = '{CHECKOUT_SESSION_ID}'
const SHOP = 'https://shop.example'
const PAGE = `${SHOP}/wp-admin/admin.php?page=rakubun-ai-purchase`
const none = { returnUrl: null, cancelUrl: null }
const success = (returnUrl: string | null, siteUrl = SHOP) =>
  returnAddresses(siteUrl, { ...none, returnUrl })?.successUrl ?? null

it.each([
  [`${PAGE}&session_id=${ID}&status=success`, `${PAGE}&session_id=${ID}&status=success`],
  [`${SHOP}/thanks/${ID}`, `${SHOP}/thanks/${ID}`],
  [`${SHOP}/thanks#${ID}`, `${SHOP}/thanks#${ID}`],
  [PAGE, `${PAGE}&session_id=${ID}&status=success`],
  [`${PAGE}&status=success`, `${PAGE}&status=success&session_id=${ID}`],
  [`${PAGE}&`, `${PAGE}&session_id=${ID}&status=success`],
  [`${SHOP}/wp-admin/`, `${SHOP}/wp-admin/?session_id=${ID}&status=success`],
  [`${SHOP}/blog/wp-admin/x.php`, `${SHOP}/blog/wp-admin/x.php?session_id=${ID}&status=success`],
  [`${SHOP}/thanks`, `${SHOP}/thanks?session_id=${ID}`],
  [`${SHOP}/thanks?`, `${SHOP}/thanks?session_id=${ID}`],
  [`${SHOP}/thanks?a=1`, `${SHOP}/thanks?a=1&session_id=${ID}`],
  [`${SHOP}/thanks?a=1#top`, `${SHOP}/thanks?a=1&session_id=${ID}#top`],
  [SHOP, `${SHOP}/?session_id=${ID}`],
  [null, `${PAGE}&session_id=${ID}&status=success`],
])('a payer sent to %j comes back to %j', (sent, address) => {
  expect(success(sent)).toBe(address)
})

it.each([
  [`${PAGE}&status=cancel`, `${PAGE}&status=cancel`],
  [`${SHOP}/no`, `${SHOP}/no`],
  [null, `${PAGE}&status=cancel`],
])('one who leaves for %j comes to %j', (cancelUrl, address) => {
  expect(returnAddresses(SHOP, { ...none, cancelUrl })?.cancelUrl).toBe(address)
})

it.each([
  ['https://a.example/wp', 'https://a.example/wp/wp-admin/admin.php?page=rakubun-ai-purchase'],
  ['https://a.example/wp/', 'https://a.example/wp/wp-admin/admin.php?page=rakubun-ai-purchase'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/wp-admin/admin.php?page=rakubun-ai-purchase'],
  ['http://localhost:8080/', 'http://localhost:8080/wp-admin/admin.php?page=rakubun-ai-purchase'],
])('a site at %s has its page there', (siteUrl, page) => {
  expect(returnAddresses(siteUrl, none)).toEqual({
    successUrl: `${page}&session_id=${ID}&status=success`,
    cancelUrl: `${page}&status=cancel`,
  })
})

describe('refuses', () => {
  it.each([...Object.values(HOSTILE_ADDRESSES).flat(), '/', '/wp-admin/', 'https://other.test/wp-admin/'])(
    '%j',
    (address) => {
      expect(returnAddresses('https://shop.test', { ...none, returnUrl: address })).toBeNull()
      expect(returnAddresses('https://shop.test', { ...none, cancelUrl: address })).toBeNull()
    },
  )

  it('the origin of this server, and of another site on the same host', () => {
    expect(success('http://localhost:4321/', 'http://localhost:8080')).toBeNull()
    expect(success('http://127.0.0.1:8080/', 'http://localhost:8080')).toBeNull()
  })
})
