import type { Failure } from '@cashwrap/shared/contracts/failures'
import { failureSentence } from '../../http/failure-sentence.ts'
import { HTTP_STATUS } from '../../http/failure-to-http.ts'

/** Where a page leads on from a refusal. */
export interface WayOn {
  text: string
  href: string
}

/** Why a link does not lead to a payment page. */
export interface Refusal {
  status: number
  /** In one sentence or two: what is so, what it means for money. */
  sentence: string
  /** For people: what it comes to, in a few words. */
  title: string
  /** For people: what to do now. */
  advice: string
  /** The first is what most will want, unless it is a choice that nobody can make for them. */
  ways: readonly WayOn[]
  isChoice?: true
  retryAfterSeconds?: number
}

export interface Places {
  frontUrl: string
  /** The address that was asked for, on this server, to ask again. */
  again: string
  /** The same, for a buyer of this country. */
  inCountry: (country: string) => string
  /** Where there is a rate of tax; none where it does not go by country. */
  countries: readonly string[]
}

const SOON_SECONDS = 5

const toPrices = ({ frontUrl }: Places): WayOn => ({ text: 'See the prices', href: `${frontUrl}/prices` })
const tryAgain = ({ again }: Places): WayOn => ({ text: 'Try again', href: again })
const signIn = ({ frontUrl }: Places): WayOn => ({ text: 'Sign in', href: `${frontUrl}/sign-in` })

/** A link that is wrong in itself: whoever wrote it can put it right, whoever followed it can choose anew. */
export const wrongLink = (sentence: string, places: Places): Refusal => ({
  status: 400,
  sentence,
  title: 'This link does not work',
  advice: 'Nothing was charged. Choose what you want on the prices page; the link there works.',
  ways: [toPrices(places)],
})

export const notFollowed = (places: Places): Refusal => ({
  status: 403,
  sentence: 'This address is a link to follow, not something to show inside of another page.',
  title: 'Open this in a window of its own',
  advice: 'Nothing was charged. Go to the prices page and choose there.',
  ways: [toPrices(places)],
})

export const tooMany = (retryAfterSeconds: number, places: Places): Refusal => ({
  status: 429,
  sentence: 'Too many requests. Nothing was charged; try again later.',
  title: 'A moment, please',
  advice: `Very many asked from your network at once. Try again in ${inWords(retryAfterSeconds)}.`,
  ways: [tryAgain(places)],
  retryAfterSeconds,
})

/** What broke on our side. */
export const broken = (sentence: string, status: number, places: Places): Refusal => ({
  status,
  sentence,
  title: 'This did not work',
  advice: 'It is our fault and not yours. Try again in a moment.',
  ways: [tryAgain(places), toPrices(places)],
})

/** What stopped the core, in this dialect's words. Callers know 400 for whatever another link would do better. */
export function refusalOf(failure: Failure, places: Places): Refusal {
  const sentence = failureSentence(failure)
  switch (failure.kind) {
    case 'not-found':
      return {
        ...wrongLink('There is no such price, or it is no longer offered.', places),
        title: 'This is not offered any more',
      }
    case 'not-for-sale':
      return { ...wrongLink(sentence, places), title: 'This is not offered any more' }
    case 'invalid-input':
    case 'amount-too-small':
      return wrongLink(sentence, places)
    case 'country-needed':
      return {
        ...wrongLink(sentence, places),
        title: 'Where do you live?',
        advice: 'The tax depends on your country. Nothing was charged so far.',
        isChoice: true,
        ways: places.countries
          .map((code) => ({ text: countryName(code), href: places.inCountry(code) }))
          .sort((a, b) => a.text.localeCompare(b.text, 'en')),
      }
    case 'provider-unavailable':
      return {
        status: HTTP_STATUS[failure.kind],
        sentence,
        title: 'The payment page does not open',
        advice: 'The payment service does not answer. Nothing was charged; try again in a moment.',
        ways: [tryAgain(places), toPrices(places)],
        retryAfterSeconds: SOON_SECONDS,
      }
    case 'idempotency-key-in-progress':
      return {
        status: 503,
        sentence: 'Your checkout is still being prepared. Nothing was charged; try again in a moment.',
        title: 'Still being prepared',
        advice: 'It was asked for twice at once, and the first is still under way. Try again in a moment.',
        ways: [tryAgain(places), toPrices(places)],
        retryAfterSeconds: SOON_SECONDS,
      }
    case 'already-paid':
      return {
        ...refused(failure, places),
        title: 'This is paid already',
        advice: 'It was not charged again.',
        ways: [
          {
            text: 'See how it stands',
            href: `${places.frontUrl}/checkout/success?session_id=${encodeURIComponent(failure.reference)}`,
          },
        ],
      }
    case 'already-subscribed':
      return {
        ...refused(failure, places),
        title: 'You have this plan already',
        advice: 'Nothing was charged. Sign in to see your subscription and to change it.',
        ways: [signIn(places), toPrices(places)],
      }
    case 'already-owned':
      return {
        ...refused(failure, places),
        title: 'You have this already',
        advice: 'Nothing was charged. It is in your library.',
        ways: [{ text: 'Open the library', href: `${places.frontUrl}/library` }, toPrices(places)],
      }
    case 'seller-not-ready':
      return {
        ...refused(failure, places),
        title: 'This cannot be bought yet',
        advice: 'Nothing was charged. Try again another day, or choose something else.',
      }
    default:
      return refused(failure, places)
  }
}

const refused = (failure: Failure, places: Places): Refusal => ({
  status: HTTP_STATUS[failure.kind],
  sentence: failureSentence(failure),
  title: 'This cannot be bought now',
  advice: 'Nothing was charged. Choose what you want on the prices page.',
  ways: [toPrices(places)],
})

const countryName = (code: string): string =>
  new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' }).of(code) ?? code

const inWords = (seconds: number): string =>
  seconds < 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.ceil(seconds / 60)} minutes`
