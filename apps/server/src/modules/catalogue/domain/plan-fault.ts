import { CreditAmount, CreditType } from '@cashwrap/shared/contracts/credits'
import type { ProductKind } from '@cashwrap/shared/contracts/primitives'
import type { SellerId } from '@cashwrap/shared/ids'

/** What each period sets a plan's credits to; null for none at that interval. */
export interface PlanAllowance {
  creditType: string
  perMonth: number | null
  perYear: number | null
}

/** What a plan cannot open: it would be paid for by what is spent, taken once or paid again each period. */
const NEVER_OPENED: ReadonlySet<ProductKind> = new Set(['plan', 'credit_package', 'event'])

export interface Fault {
  path: string
  message: string
}

/** Why a plan of this seller (null: the shop) cannot open these products; a seller's opens what is theirs, the shop's anything. */
export function partFaults(
  sellerId: SellerId | null,
  asked: readonly string[],
  parts: readonly { slug: string; kind: ProductKind; sellerId: SellerId | null }[],
): Fault[] {
  const found = new Map(parts.map((part) => [part.slug, part]))
  return asked.flatMap((slug) => {
    const part = found.get(slug)
    if (!part) return { path: 'opens', message: `names ${slug}, which is no product` }
    if (NEVER_OPENED.has(part.kind)) return { path: 'opens', message: `names ${slug}, which no plan opens` }
    if (sellerId !== null && part.sellerId !== sellerId)
      return { path: 'opens', message: `names ${slug}, which is not its seller's` }
    return []
  })
}

/** Why a plan cannot have these terms; what is not given is not looked at. */
export function termFaults(terms: {
  title?: string | undefined
  trialDays?: number | undefined
  allowance?: PlanAllowance | null | undefined
}): Fault[] {
  const { title, trialDays, allowance } = terms
  const faults: Fault[] = []
  if (title !== undefined && (title.trim() === '' || title.length > 200))
    faults.push({ path: 'title', message: 'must be 1 to 200 characters' })
  if (trialDays !== undefined && !(Number.isSafeInteger(trialDays) && trialDays >= 0 && trialDays <= 730))
    faults.push({ path: 'trialDays', message: 'must be 0 to 730 whole days' })
  if (!allowance) return faults
  const { creditType, perMonth, perYear } = allowance
  if (!CreditType.safeParse(creditType).success)
    faults.push({ path: 'creditType', message: 'is not a type of credits' })
  const given = [perMonth, perYear].filter((credits) => credits !== null)
  if (given.length === 0 || !given.every((credits) => CreditAmount.safeParse(credits).success))
    faults.push({ path: 'credits', message: 'must be whole numbers above 0' })
  return faults
}
