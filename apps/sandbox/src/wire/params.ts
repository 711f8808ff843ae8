import { z } from 'zod'
import { isKnownCurrency, knownCurrencies } from '../payments/currencies.ts'

/**
 * The pieces endpoint schemas are made of. They read text, as forms carry nothing else; their refusals become
 * Stripe's words in `read-params.ts` through the `code` and `text` given here.
 */
export type Refusal = { code?: string; text: (param: string) => string }

const refuse = (refusal: Refusal) => ({ refusal })

/** Text that must not be empty. */
export const text = (maxLength = 5000) =>
  z.string().superRefine((value, context) => {
    if (value === '') {
      context.addIssue({
        code: 'custom',
        params: refuse({
          code: 'parameter_invalid_empty',
          text: (param) =>
            `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
        }),
      })
    } else if (value.length > maxLength) {
      context.addIssue({
        code: 'custom',
        params: refuse({
          text: (param) =>
            `Invalid ${param}: must be at most ${maxLength} characters; yours has ${value.length} characters.`,
        }),
      })
    }
  })

/** Text where the empty string unsets: it is read as null. */
export const unsettableText = (maxLength = 5000) =>
  z
    .string()
    .max(maxLength)
    .transform((value) => (value === '' ? null : value))

/** A whole number. Amounts, quantities and times are these. */
export const integer = (range: { min?: number; max?: number } = {}) =>
  z.string().transform((value, context) => {
    const number = Number(value)
    const issue = (refusal: Refusal) => {
      context.addIssue({ code: 'custom', params: refuse(refusal) })
      return z.NEVER
    }
    if (!/^-?\d{1,15}$/.test(value)) {
      return issue({ code: 'parameter_invalid_integer', text: () => `Invalid integer: ${value}` })
    }
    if (range.min !== undefined && number < range.min) {
      const { min } = range
      return issue({
        code: 'parameter_invalid_integer',
        text: () =>
          min === 0 ? 'Invalid non-negative integer' : `This value must be greater than or equal to ${min}.`,
      })
    }
    if (range.max !== undefined && number > range.max) {
      const { max } = range
      return issue({
        code: 'parameter_invalid_integer',
        text: () => `This value must be less than or equal to ${max}.`,
      })
    }
    return number
  })

export const decimal = () =>
  z.string().transform((value, context) => {
    if (/^-?\d+(\.\d{1,12})?$/.test(value)) return value
    context.addIssue({ code: 'custom', params: refuse({ text: () => `Invalid decimal: ${value}` }) })
    return z.NEVER
  })

/** A percentage with at most two digits after the point, as a number. */
export const percent = () =>
  z.string().transform((value, context) => {
    if (/^\d{1,3}(\.\d{1,2})?$/.test(value) && Number(value) <= 100) return Number(value)
    context.addIssue({
      code: 'custom',
      params: refuse({
        text: (param) => `Invalid ${param}: must be a number from 0 to 100 with at most two decimal places`,
      }),
    })
    return z.NEVER
  })

export const boolean = () =>
  z.string().transform((value, context) => {
    if (value === 'true') return true
    if (value === 'false') return false
    context.addIssue({ code: 'custom', params: refuse({ text: () => `Invalid boolean: ${value}` }) })
    return z.NEVER
  })

/** One word of a list. */
export const oneOf = <const T extends readonly [string, ...string[]]>(words: T) =>
  z.enum(words, { error: () => `one-of:${words.join('|')}` })

/** A list, written `name[0]` or `name[]`. */
export const list = <T extends z.ZodType>(item: T, limits: { max?: number; tooMany?: string } = {}) =>
  z.preprocess(toArray, z.array(item)).superRefine((items, context) => {
    if (limits.max === undefined || items.length <= limits.max) return
    const { max, tooMany } = limits
    context.addIssue({
      code: 'custom',
      params: refuse({
        text: (param) => tooMany ?? `Invalid array: '${param}' may have at most ${max} elements.`,
      }),
    })
  })

function toArray(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value)
  return keys.every((key) => /^\d+$/.test(key))
    ? keys.sort((a, b) => Number(a) - Number(b)).map((key) => Reflect.get(value, key))
    : value
}

const METADATA_KEYS = 50
const METADATA_KEY_LENGTH = 40
const METADATA_VALUE_LENGTH = 500

/** Up to 50 pairs; keys up to 40, values up to 500 characters. The empty string deletes: the pair, or all pairs. */
export const metadata = () =>
  z.union([z.literal(''), z.record(z.string(), z.string())]).superRefine((pairs, context) => {
    const issue = (text: string) => context.addIssue({ code: 'custom', params: refuse({ text: () => text }) })
    if (pairs === '') return
    if (Object.keys(pairs).length > METADATA_KEYS) {
      issue(`You can specify up to ${METADATA_KEYS} keys, but you have ${Object.keys(pairs).length} keys.`)
    }
    for (const [key, value] of Object.entries(pairs)) {
      if (key.length > METADATA_KEY_LENGTH) {
        issue(
          `Metadata keys can have up to ${METADATA_KEY_LENGTH} characters, but you passed in a key of ${key.length} characters: ${key}.`,
        )
      }
      if (/[[\]]/.test(key)) issue(`Metadata keys can't contain the following characters: [, ]. Invalid key: ${key}.`)
      if (value.length > METADATA_VALUE_LENGTH) {
        issue(
          `Metadata values can have up to ${METADATA_VALUE_LENGTH} characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
        )
      }
    }
  })

/** An absolute web address. */
export const url = () =>
  text(5000).superRefine((value, context) => {
    if (value === '' || isWebAddress(value)) return
    context.addIssue({ code: 'custom', params: refuse({ code: 'url_invalid', text: () => 'Not a valid URL' }) })
  })

function isWebAddress(value: string): boolean {
  if (!/^https?:\/\//i.test(value)) return false
  return URL.canParse(value.replaceAll('{CHECKOUT_SESSION_ID}', 'id'))
}

export const email = () =>
  text(512).superRefine((value, context) => {
    if (value === '' || /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/.test(value)) return
    context.addIssue({
      code: 'custom',
      params: refuse({ code: 'email_invalid', text: () => `Invalid email address: ${value}` }),
    })
  })

export const expand = () => list(text()).optional()

/** What every list takes besides its own filters. */
export const paging = {
  limit: integer({ min: 1, max: 100 }).optional(),
  starting_after: text().optional(),
  ending_before: text().optional(),
  expand: expand(),
}

/** `created=5` or `created[gte]=5`. */
export const createdFilter = () =>
  z
    .union([
      integer().transform((at) => ({ gte: at, lte: at })),
      z.strictObject({
        gt: integer().optional(),
        gte: integer().optional(),
        lt: integer().optional(),
        lte: integer().optional(),
      }),
    ])
    .optional()

export const address = () =>
  z.strictObject({
    city: z.string().optional(),
    country: z.string().optional(),
    line1: z.string().optional(),
    line2: z.string().optional(),
    postal_code: z.string().optional(),
    state: z.string().optional(),
  })

/** A parameter Stripe takes and the sandbox does not act on: refused by name rather than ignored in silence. */
export const notEmulated = () =>
  z
    .unknown()
    .superRefine((value, context) => {
      if (value === undefined) return
      context.addIssue({
        code: 'custom',
        params: refuse({
          code: 'sandbox_not_emulated',
          text: (param) => `Stripe takes '${param}', but this sandbox does not emulate it.`,
        }),
      })
    })
    .optional()
    .transform((): undefined => undefined)

export const currency = () =>
  z.string().transform((value, context) => {
    const code = value.toLowerCase()
    if (isKnownCurrency(code)) return code
    context.addIssue({
      code: 'custom',
      params: refuse({
        text: () =>
          `Invalid currency: ${value}. Stripe currently supports these currencies: ${knownCurrencies().join(', ')}`,
      }),
    })
    return z.NEVER
  })
