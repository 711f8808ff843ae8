import type { Html } from '../site/html.ts'
import type { LineItemObject, ProductObject, SessionDetails, SessionObject } from '../state/object-types.ts'
import type { FieldError, TypedPayForm } from './pay-form.ts'
import { rhythmText } from './price-text.ts'
import { fillFor, TEST_BUYER, TEST_CARDS } from './test-cards.ts'

export type BillLine = {
  name: string
  description: string | null
  quantity: number
  /** Minor units, for one. */
  unitAmount: number
  /** Minor units, before discounts and exclusive tax. */
  amount: number
  /** How often it is charged, such as "per month". */
  rhythm: string | null
  /** What stands in place of the amount: "14 days free". */
  instead?: string
  imageUrl: string | null
}

/** What the buyer is asked to pay for, in minor units of `currency`. */
export type Bill = {
  merchant: string
  backUrl: string | null
  currency: string
  lines: BillLine[]
  subtotal: number
  discount: number
  tax: number
  total: number
  /** What is subscribed to, where it is not bought once. */
  plan?: PlanBill
  /** Where buyers may type codes: the form, and the code on the bill or what became of the one they typed. */
  code?: CodeEntry
}

/** A subscription that paying begins. */
export type PlanBill = {
  /** "Kendama Membership". */
  name: string
  /** What is charged each time, discounts that last and taxes included, in minor units. */
  amount: number
  /** "per month". */
  rhythm: string
  /** How long it is free first, in words, and when it is first charged, in seconds. Null where it is paid at once. */
  trial: { length: string; until: number } | null
}

export type CodeEntry = {
  formUrl: string
  /** The code on the bill and what it does, such as "20% off". */
  applied: { code: string; does: string } | null
  typed: string
  error: string | null
}

/** What a buyer fills in, wherever a card is asked for. */
export type TillView = {
  /** What a buyer would see in its place. */
  standsInFor: string
  /** Where the form goes. */
  formUrl: string
  /** The same page with a test card filled in. */
  fillUrl(number: string): string
  /** Words on the button, and while it works. */
  button: string
  busy?: string
  /** Over the card; "Payment" unless told otherwise. */
  heading?: string
  /** What to say of a form that was refused; "Nothing was charged." unless told otherwise. */
  nothingHappened?: string
  /** What else is asked or told before the button. */
  extra?: Html
  /** What the shop wants said beside the button. */
  note: string | null
  needsPayment: boolean
  /** Whether nothing but a card is taken. */
  isCardOnly?: boolean
  asksEmail: boolean
  lockedEmail: string | null
  asksPhone: boolean
  typed: TypedPayForm
  errors: readonly FieldError[]
  /** What the bank said, when it refused. */
  decline: string | null
  now: Date
}

export type PayPageView = Omit<TillView, 'button'> & {
  bill: Bill
  /** Verb on the button, from the session's `submit_type`. */
  verb: string
  /** Words on the button in place of the verb and the total. */
  button?: string
}

export type ProductLookup = (id: string) => ProductObject | undefined

/** The bill of a session: its lines as the shop named them, and the sums that Stripe made of them. */
export function billOf(
  session: SessionObject,
  details: SessionDetails,
  findProduct: ProductLookup,
  merchant: string,
): Bill {
  return {
    merchant,
    backUrl: session.cancel_url,
    currency: session.currency ?? 'usd',
    lines: details.line_items.map((line) => billLineOf(line, findProduct(line.price.product))),
    subtotal: session.amount_subtotal ?? 0,
    discount: session.total_details.amount_discount,
    tax: session.total_details.amount_tax,
    total: session.amount_total ?? 0,
  }
}

function billLineOf(line: LineItemObject, product: ProductObject | undefined): BillLine {
  return {
    name: product?.name ?? line.description ?? 'Item',
    description: product?.description ?? null,
    quantity: line.quantity,
    unitAmount: line.price.unit_amount ?? 0,
    amount: line.amount_subtotal,
    rhythm: line.price.recurring ? rhythmText(line.price.recurring) : null,
    imageUrl: product?.images.find(isWebAddress) ?? null,
  }
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol)
}

const VERBS: Record<string, string> = { book: 'Book', donate: 'Donate', subscribe: 'Subscribe' }

export function verbOf(session: SessionObject): string {
  return VERBS[session.submit_type ?? 'pay'] ?? 'Pay'
}

/** A form before anyone typed. */
export const EMPTY_FORM: TypedPayForm = {
  email: '',
  phone: '',
  method: 'card',
  number: '',
  expiry: '',
  name: '',
  bankOutcome: 'settles',
}

/** A form as it is before anyone typed, with what the session knows of its buyer. */
export function untouchedForm({ customer_details: buyer }: SessionObject): TypedPayForm {
  return { ...EMPTY_FORM, email: buyer?.email ?? '', phone: buyer?.phone ?? '' }
}

/** A form with the test card of this number filled in, if there is one. */
export function filledWith(typed: TypedPayForm, number: string | undefined, now: Date): TypedPayForm {
  const card = TEST_CARDS.find((known) => known.number === number)
  if (!card) return typed
  return { ...typed, number: card.number, expiry: fillFor(card.number, now).expiry, name: TEST_BUYER }
}
