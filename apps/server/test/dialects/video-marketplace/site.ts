import { randomBytes } from 'node:crypto'
import { newId } from '@cashwrap/shared/ids'
import { seedDemo } from '../../../src/demo/seed-demo.ts'
import { DEMO_SELLERS } from '../../../src/demo/sellers.ts'
import { issueTokenFor, systemActor } from '../../../src/modules/auth/index.ts'
import { insertProduct } from '../../support/builders/product.ts'
import type { House } from '../../support/house.ts'

/** The goods that the examples name, and sellers who can be paid for them. */
export async function stockDemo({ deps, sandbox }: House): Promise<void> {
  await sandbox.plantAccounts(Object.values(DEMO_SELLERS).map(({ accountId }) => accountId))
  await seedDemo(deps, { ifEmpty: false })
}

export const VIDEO = {
  videoId: '123e4567-e89b-12d3-a456-426614174000',
  priceId: 'price_1AbCdEfGhIjKlMnOpQrStUvW',
  instructorId: 'user_1AbCdEfGhIjKlMnOpQrStUvW',
  title: 'Advanced Kendama Tutorial',
}
export const LESSON = {
  lessonId: 'lesson_lighthouse',
  priceId: 'price_lesson_lighthouse',
  instructorId: 'user_2DemoSellerStudioTama',
  title: 'The Lighthouse in an Hour',
}
export const LESSONS_VIDEOS = ['video_airplane_slowly', 'video_candle_held']
export const FREE_LESSON = { ...LESSON, lessonId: 'lesson_aim', priceId: 'price_lesson_aim' }

export interface Answer {
  status: number
  body: {
    sessionId?: string
    sessionUrl?: string
    success?: boolean
    data?: {
      hasAccess?: boolean
      orderId?: string | null
      accountId?: string | null
      url?: string
      [field: string]: unknown
    }
    error?: { message: string; code: string; fields?: string[] }
    [field: string]: unknown
  }
  headers: Headers
}
type Headed = Record<string, string>

/** One of the site's users: every request brings their token. */
export class Caller {
  readonly #url: string
  readonly token: string | null
  constructor(url: string, token: string | null) {
    this.#url = url
    this.token = token
  }

  async ask(method: string, path: string, body?: unknown, headers: Headed = {}): Promise<Answer> {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        ...(this.token !== null && { authorization: `Bearer ${this.token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: text }),
    })
    return { status: response.status, body: (await response.json()) as Answer['body'], headers: response.headers }
  }

  buy(video: object, headers?: Headed): Promise<Answer> {
    return this.ask('POST', '/api/checkout', video, headers)
  }

  buyLesson(lesson: object, headers?: Headed): Promise<Answer> {
    return this.ask('POST', '/api/checkout-lesson', lesson, headers)
  }

  verify(videoId: string, sessionId?: string): Promise<Answer> {
    return this.ask('GET', `/api/verify-purchase?${new URLSearchParams({ videoId, ...(sessionId && { sessionId }) })}`)
  }

  verifyLesson(lessonId: string, sessionId?: string): Promise<Answer> {
    return this.ask('POST', '/api/verify-lesson-purchase', { lessonId, sessionId })
  }
}

/** A user of this server's own. */
export async function userOf(
  { deps, url }: Pick<House, 'deps' | 'url'>,
  email = `${randomBytes(5).toString('hex')}@users.test`,
): Promise<Caller> {
  const issued = await issueTokenFor(deps, systemActor('test'), { email })
  if (!issued.ok) throw new Error('no token')
  return new Caller(url, issued.value.token)
}

/** The session of a start that went well. */
export function sessionOf(answer: Answer): string {
  if (answer.body.sessionId === undefined)
    throw new Error(`no session: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body.sessionId
}

export interface Stall {
  video: { videoId: string; priceId: string; instructorId: string; title: string }
  accountId: string
}

/** A video of a seller of its own, whose account holds nothing else. @param feePpm null for the shop's rate */
export async function openStall(
  { deps, sandbox }: House,
  given: { amount: number; currency?: string; interval?: 'month'; feePpm?: number | null },
): Promise<Stall> {
  const name = randomBytes(5).toString('hex')
  const accountId = `acct_${name}`
  await sandbox.plantAccounts([accountId])
  const at = deps.clock.now()
  const sellerId = newId<'seller'>(at.getTime())
  await deps.db
    .insertInto('sellers')
    .values({
      id: sellerId,
      external_id: `user_${name}`,
      slug: name,
      name,
      account_id: accountId,
      charges_enabled: true,
      payouts_enabled: true,
      details_submitted: true,
      fee_ppm: given.feePpm ?? null,
      created_at: at,
    })
    .execute()
  const { amount, currency = 'USD', interval } = given
  const title = `Video ${name}`
  const prices = [{ amount, currency, ...(interval && { interval }) }]
  const id = await insertProduct(deps.db, { externalId: `video_${name}`, kind: 'video', title, prices })
  await deps.db.updateTable('products').set({ seller_id: sellerId }).where('id', '=', id).execute()
  const price = await deps.db
    .selectFrom('prices')
    .select('external_id')
    .where('product_id', '=', id)
    .executeTakeFirstOrThrow()
  return {
    video: { videoId: `video_${name}`, priceId: price.external_id, instructorId: `user_${name}`, title },
    accountId,
  }
}

/** The seller can or cannot be paid from now on. */
export async function setReady({ deps }: Pick<House, 'deps'>, instructorId: string, isReady: boolean): Promise<void> {
  await deps.db
    .updateTable('sellers')
    .set({ charges_enabled: isReady })
    .where('external_id', '=', instructorId)
    .execute()
}
