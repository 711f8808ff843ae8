import { z } from 'zod'
import type { WhatsAppFailure } from '../../modules/notifications/index.ts'

const GraphError = z.object({ error: z.object({ code: z.int(), error_subcode: z.int().optional() }) })

/** This number, this message: asking again changes nothing. From Meta's table of Cloud API error codes. */
const FOR_GOOD: ReadonlySet<number> = new Set([
  100, // a parameter it does not take
  131008, // a parameter is missing
  131009, // a value it does not take, such as a number that is none
  131021, // to the sender's own number
  131026, // not on WhatsApp, or has not agreed to its terms
  131030, // not among the numbers that a test account may write to
  131047, // has not written to the shop within a day: only templates may go out then
  131049, // kept back for the reader's sake
  131050, // does not want messages of this shop
  131051, // a kind of message it does not know
  130472, // the number is part of an experiment
])
/** With code 100: the id of the sending number is wrong, which is ours to put right. */
const UNKNOWN_OBJECT = 33

/**
 * Reads a refusal. What is wrong with the recipient or the message is final; limits, outages, locked accounts, tokens that
 * have run out and whatever else it may be will or can be different at another time.
 */
export function readGraphFailure(status: number, body: unknown): WhatsAppFailure {
  const read = GraphError.safeParse(body)
  if (!read.success) return { kind: 'unavailable', code: `HTTP ${status}` }
  const { code, error_subcode: subcode } = read.data.error
  const isFinal = FOR_GOOD.has(code) && !(code === 100 && subcode === UNKNOWN_OBJECT) && status < 500
  return { kind: isFinal ? 'refused' : 'unavailable', code: String(code) }
}
