import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { newId, type ProductId, type SellerId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { type Fault, type PlanAllowance, partFaults, termFaults } from './domain/plan-fault.ts'
import { mayChangeCatalogue } from './may-change-catalogue.ts'
import {
  findPlanParts,
  findPlanTerms,
  findSellerId,
  insertPlanProduct,
  lockPlanProduct,
  type PlanProduct,
  type PlanTerms,
  renamePlan,
  replacePlanParts,
  savePlanTerms,
} from './plan-terms-store.ts'

/** What is not given stays as it is. */
export interface PlanToSave {
  /** The end of its address. */
  slug: string
  /** Makes the plan if there is none of this address, else names it anew. */
  title?: string | undefined
  /** Whose a new plan is, as commands call them; the shop's own if not given. */
  seller?: string | undefined
  trialDays?: number | undefined
  /** Slugs of products, or everything of the plan's own seller. */
  opens?: readonly string[] | 'seller' | undefined
  allowance?: PlanAllowance | null | undefined
}

interface SavedPlan {
  productId: ProductId
  title: string
  isNew: boolean
}
type SaveFailure = FailureOf<'not-allowed' | 'not-found' | 'invalid-input'>

const NO_TERMS: PlanTerms = {
  trialDays: 0,
  opensSellerId: null,
  creditType: null,
  creditsPerMonth: null,
  creditsPerYear: null,
}

/**
 * Makes a plan, or changes what one gives: what it opens at once and for everybody who subscribes, its trial for who subscribes
 * from now on, its credits from each next period on. New ones are drafts until they have a price and are published.
 */
export async function savePlan(
  deps: { db: Db; clock: Clock },
  actor: Actor,
  input: PlanToSave,
): Promise<Result<SavedPlan, SaveFailure>> {
  if (!mayChangeCatalogue(actor)) return fail({ kind: 'not-allowed' })
  const faults = termFaults(input)
  if (faults.length > 0) return refused(...faults)
  return inTransaction(deps.db, async (tx): Promise<Result<SavedPlan, SaveFailure>> => {
    const at = deps.clock.now()
    const found = await lockPlanProduct(tx, input.slug)
    if (found && found.kind !== 'plan') return refused({ path: 'slug', message: 'is another product' })
    if (found && input.seller !== undefined)
      return refused({ path: 'seller', message: 'is said of a new plan alone, as money of this one may be theirs' })
    const made = found ? ok(found) : await insertNew(tx, input, at)
    if (!made.ok) return made
    const plan = made.value
    if (found && input.title !== undefined) await renamePlan(tx, plan.id, input.title)
    const opened = await readOpens(tx, plan, input.opens)
    if (!opened.ok) return opened
    const was = (await findPlanTerms(tx, plan.id)) ?? NO_TERMS
    const terms = { ...was, ...termsOf(input), ...(opened.value && { opensSellerId: opened.value.sellerId }) }
    await savePlanTerms(tx, plan.id, terms)
    if (opened.value) await replacePlanParts(tx, plan.id, opened.value.partIds)
    await recordAudit(tx, {
      at,
      actor,
      action: 'plan.saved',
      subjectId: plan.id,
      facts: { slug: plan.slug, ...terms, ...(opened.value && { parts: opened.value.partIds }) },
    })
    return ok({ productId: plan.id, title: input.title ?? plan.title, isNew: !found })
  })
}

const refused = (...fields: Fault[]) => fail({ kind: 'invalid-input', fields })

async function insertNew(
  tx: Tx,
  { slug, title, seller }: PlanToSave,
  at: Date,
): Promise<Result<PlanProduct, SaveFailure>> {
  if (title === undefined) return fail({ kind: 'not-found', what: 'plan' })
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 100)
    return refused({ path: 'slug', message: 'may hold small letters, digits and single - between them alone' })
  const sellerId = seller === undefined ? null : await findSellerId(tx, seller)
  if (sellerId === undefined) return fail({ kind: 'not-found', what: 'seller' })
  const externalId = `plan_${slug.replaceAll('-', '_')}`
  const plan = await insertPlanProduct(tx, { id: newId(at.getTime()), externalId, slug, title, sellerId, at })
  return plan ? ok(plan) : refused({ path: 'slug', message: 'is too like that of another product' })
}

/** What it opens from now on; null leaves that as it is. */
async function readOpens(
  tx: Tx,
  plan: PlanProduct,
  opens: PlanToSave['opens'],
): Promise<Result<{ sellerId: SellerId | null; partIds: ProductId[] } | null, SaveFailure>> {
  if (opens === undefined) return ok(null)
  if (opens === 'seller')
    return plan.sellerId === null
      ? refused({ path: 'opens', message: 'is everything of its seller, and this plan has none' })
      : ok({ sellerId: plan.sellerId, partIds: [] })
  const slugs = [...new Set(opens)]
  const parts = await findPlanParts(tx, slugs)
  const faults = partFaults(plan.sellerId, slugs, parts)
  if (faults.length > 0) return refused(...faults)
  const ids = new Map(parts.map(({ slug, id }) => [slug, id]))
  return ok({ sellerId: null, partIds: slugs.flatMap((slug) => ids.get(slug) ?? []) })
}

const termsOf = ({ trialDays, allowance }: PlanToSave): Partial<PlanTerms> => ({
  ...(trialDays !== undefined && { trialDays }),
  ...(allowance !== undefined && {
    creditType: allowance?.creditType ?? null,
    creditsPerMonth: allowance?.perMonth ?? null,
    creditsPerYear: allowance?.perYear ?? null,
  }),
})
