import type { Examples } from '../../http/openapi/route-docs.ts'
import { WRONG } from './read-link.ts'

const SESSION_ID = 'cs_test_a1B2c3D4e5F6'
const PAGE = { url: `https://checkout.stripe.com/c/pay/${SESSION_ID}`, sessionId: SESSION_ID }
const link = (query: string) =>
  ({ method: 'GET', path: `/api/checkout/session${query}`, headers: { accept: 'application/json' } }) as const
const wrong = (error: string) => ({ status: 400, body: { error } })

/** Links as they stand on price pages, followed by a program that asks for JSON. */
export const examples = {
  'twelve credits': {
    summary: 'Twelve credits',
    request: link('?qty=12'),
    answer: { status: 200, body: PAGE },
  },
  'a subscription': {
    summary: 'A subscription',
    request: link('?price_id=price_1KqDAWK0npsJqs8Ma6zyHflo'),
    answer: { status: 200, body: PAGE },
  },
  'a subscription, and back to a page of one’s own': {
    summary: 'With the page where the buyer lands',
    request: link('?price_id=price_1KqDAWK0npsJqs8Ma6zyHflo&redirect=/welcome'),
    answer: { status: 200, body: PAGE },
  },
  'nothing named': { summary: 'Neither', request: link(''), answer: wrong(WRONG.neither) },
  'both named': {
    summary: 'Both',
    request: link('?qty=12&price_id=price_1KqDAWK0npsJqs8Ma6zyHflo'),
    answer: wrong(WRONG.both),
  },
  'a bad number': { summary: 'A number out of range', request: link('?qty=10001'), answer: wrong(WRONG.qty) },
  'an unknown price': {
    summary: 'A price that is not known, or not offered',
    request: link('?price_id=price_none'),
    answer: wrong('There is no such price, or it is no longer offered.'),
  },
  'a redirect elsewhere': {
    summary: 'A page of another site',
    request: link('?qty=12&redirect=//evil.example/'),
    answer: wrong(WRONG.redirect),
  },
  'Stripe away': {
    summary: 'Stripe does not do its part',
    request: link('?qty=13'),
    answer: {
      status: 503,
      body: { error: 'The payment service does not answer. Nothing was charged; try again in a moment.' },
    },
  },
} as const satisfies Examples
