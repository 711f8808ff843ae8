import { type CartLineId, newId, type ProductId } from '@cashwrap/shared/ids'
import type { Clock } from '@cashwrap/shared/time'
import { ErrorReply } from '@redis/client'
import type {
  CartStore,
  OwedChange,
  OwedChanges,
  PutOutcome,
  StoredCart,
  StoredLine,
} from '../../modules/cart/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import { ThrownFailure } from '../../platform/thrown-failure.ts'
import { CHANGE_BY_ORDER, PUT, type Script, SET_COUPON, SET_QUANTITY } from './cart-scripts.ts'
import type { RedisClient } from './redis-connection.ts'

/** How many changes by orders a cart remembers; an older one cannot be on its way any more. */
const REMEMBERED = 32

export interface RedisCartDeps {
  client: RedisClient
  clock: Clock
  /** What orders wrote down for carts. */
  owed: OwedChanges
  limits: { lines: number; quantity: number; days: number }
}

/**
 * Carts in Redis, each in one key, changed by one script at a time. What an order does to its cart is written down in that
 * order's transaction, brought by a job, and by whoever looks at the cart before that job: nobody sees a cart from before an
 * order that is there. The age of a cart goes by our clock; Redis' own expiry only clears away.
 */
export function redisCarts({ client, clock, owed, limits }: RedisCartDeps): CartStore {
  const life = String(limits.days * 86_400_000)
  const keyOf = (visitHash: Buffer) => `cashwrap:cart:${visitHash.toString('hex')}`
  const run = (visitHash: Buffer, script: Script, at: Date, ...args: string[]) =>
    reach(() => runScript(client, script, keyOf(visitHash), [String(at.getTime()), life, ...args]))

  const bring = async (changes: readonly OwedChange[], tx?: Tx) => {
    for (const one of changes) await run(one.visitHash, CHANGE_BY_ORDER, clock.now(), ...argumentsOf(one))
    await owed.markDone(changes, tx)
  }
  /** A change is made to the cart as it is after all orders so far. */
  const change = async (visitHash: Buffer, script: Script, at: Date, ...args: string[]) => {
    await bring(await owed.ofVisit(visitHash))
    return run(visitHash, script, at, ...args)
  }
  const read = async (visitHash: Buffer) =>
    toCart(await reach(() => client.hGetAll(keyOf(visitHash))), clock.now().getTime() - Number(life))

  return {
    async find(visitHash, tx) {
      // In this order: what is no longer owed then is in the cart by now.
      await bring(await owed.ofVisit(visitHash, tx), tx)
      return read(visitHash)
    },

    async put(visitHash, { at, productId, quantity, isOnce, prices }) {
      const id = newId<'cart-line'>(at.getTime())
      const most = [String(limits.lines), String(limits.quantity)]
      const offered = prices.flatMap((price) => [String(price.amount), price.currency])
      const args = [productId, id, String(quantity), isOnce ? '1' : '0', ...most, ...offered]
      return toOutcome(String(await change(visitHash, PUT, at, ...args)))
    },

    setQuantity: async (visitHash, lineId, quantity) =>
      (await change(visitHash, SET_QUANTITY, clock.now(), lineId, String(quantity))) === 1,

    remove: async (visitHash, lineId) => (await change(visitHash, SET_QUANTITY, clock.now(), lineId, '0')) === 1,

    async setCoupon(visitHash, code) {
      await change(visitHash, SET_COUPON, clock.now(), ...(code === null ? [] : [code]))
    },

    acceptPrices: (tx, orderId) => owed.owe(tx, orderId, 'accept-prices'),
    removeBought: (tx, orderId) => owed.owe(tx, orderId, 'take-bought'),
    returnBought: (tx, orderId) => owed.owe(tx, orderId, 'return-bought'),

    async bringChanges(orderId) {
      await bring(await owed.ofOrder(orderId))
    },

    // Redis forgets by itself.
    forgetOld: async () => 0,

    isReachable: () =>
      client.ping().then(
        () => true,
        () => false,
      ),
  }
}

/** By its hash, which Redis knows after the first time; with its text where it does not, as after a restart. */
async function runScript(client: RedisClient, script: Script, key: string, args: string[]): Promise<unknown> {
  const call = { keys: [key], arguments: args }
  try {
    return await client.evalSha(script.sha, call)
  } catch (error) {
    if (!(error instanceof ErrorReply && error.message.startsWith('NOSCRIPT'))) throw error
    return client.eval(script.source, call)
  }
}

/** What Redis says is wrong with our command is broken; anything else means that it cannot be reached, or not be used. */
async function reach<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (error instanceof ErrorReply && /^(ERR|WRONGTYPE|NOSCRIPT)\b/.test(error.message)) throw error
    throw new ThrownFailure({ kind: 'cart-unavailable' }, error)
  }
}

const argumentsOf = ({ orderId, change, couponCode, currency, lines }: OwedChange): string[] => [
  orderId,
  change,
  String(REMEMBERED),
  couponCode ?? '',
  currency,
  ...lines.flatMap((line) => [line.id, line.productId, String(line.quantity), String(line.unitAmount)]),
]

function toOutcome(answer: string): PutOutcome {
  const [kind, currency] = answer.split(' ')
  switch (kind) {
    case 'put':
    case 'full':
    case 'too-many':
      return { kind }
    case 'other-currency':
      return { kind, currency: currency ?? '' }
    default:
      throw new Error(`the script that puts a line answered ${answer}`)
  }
}

function toCart(fields: Readonly<Record<string, string>>, oldest: number): StoredCart | null {
  if (!(Number(fields['touched']) > oldest)) return null
  const lines = Object.entries(fields)
    .filter(([name]) => name.startsWith('line:'))
    .map(([name, text]) => toLine(name.slice('line:'.length) as ProductId, text))
    .sort((a, b) => a.added - b.added || (a.line.id < b.line.id ? -1 : 1))
    .map(({ line }) => line)
  return { couponCode: fields['coupon'] ?? null, lines }
}

function toLine(productId: ProductId, text: string): { added: number; line: StoredLine } {
  const [id = '', added, quantity, amount, currency = ''] = text.split(' ')
  const line = {
    id: id as CartLineId,
    productId,
    quantity: Number(quantity),
    seenUnitAmount: Number(amount),
    seenCurrency: currency,
  }
  return { added: Number(added), line }
}
