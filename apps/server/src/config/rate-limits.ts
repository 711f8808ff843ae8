import { z } from 'zod'
import { isRateLimitName, type RateLimitTable, USUAL_RATE_LIMITS } from '../platform/rate-limit/rate-limit-names.ts'

const LIMIT = /^([a-z-]+)=([1-9]\d{0,8})\/([1-9]\d{0,4})$/
const DAY_SECONDS = 86_400

/** `plugin=100/60,register=20/3600`: points in seconds by name. What is not named keeps what is usual. */
export const RateLimitSetting = z
  .string()
  .transform((text, context): RateLimitTable => {
    const table: Record<string, { points: number; seconds: number }> = {}
    for (const part of text.split(',').map((one) => one.trim())) {
      const [, name = '', points, seconds] = LIMIT.exec(part) ?? []
      if (!isRateLimitName(name) || Number(seconds) > DAY_SECONDS || table[name] !== undefined) {
        context.addIssue({ code: 'custom', message: `cannot be ${part}` })
        return z.NEVER
      }
      table[name] = { points: Number(points), seconds: Number(seconds) }
    }
    return { ...USUAL_RATE_LIMITS, ...table }
  })
  .default(USUAL_RATE_LIMITS)

const names = Object.keys(USUAL_RATE_LIMITS)
export const WHY_RATE_LIMITS = `must be calls per seconds by name, such as ${names[0]}=100/60, separated by commas; the names are ${names.join(' and ')}, each once, and a day is the longest`
