import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import { CreditAmount, CreditType } from '@cashwrap/shared/contracts/credits'
import type { FailureOf } from '@cashwrap/shared/contracts/failures'
import { newId, type ProductId } from '@cashwrap/shared/ids'
import { fail, ok, type Result } from '@cashwrap/shared/result'
import type { Clock } from '@cashwrap/shared/time'
import type { Db, Tx } from '../../platform/db/database.ts'
import { inTransaction } from '../../platform/db/transaction.ts'
import type { Enqueue } from '../../platform/queue/queue.ts'
import { recordAudit } from '../audit/index.ts'
import type { Actor } from '../auth/index.ts'
import { announcePackage } from './announce-package.ts'
import { packageNameFault } from './domain/package-name.ts'
import { mayChangeCatalogue } from './may-change-catalogue.ts'
import { findPackageProduct, insertPackageProduct, renameProduct, savePackage } from './package-store.ts'

export type PackageToSave = Pick<CreditPackage, 'externalId' | 'creditType' | 'credits' | 'isPopular' | 'discount'> & {
  title: string
}

type SaveFailure = FailureOf<'not-allowed' | 'invalid-input'>

/**
 * Makes a package of credits, or changes what one gives: its title, type and number, for orders that are begun from now on. New
 * ones are drafts until they have a price and are published.
 */
export async function saveCreditPackage(
  deps: { db: Db; clock: Clock; enqueue: Enqueue },
  actor: Actor,
  input: PackageToSave,
): Promise<Result<{ productId: ProductId; slug: string; isNew: boolean }, SaveFailure>> {
  if (!mayChangeCatalogue(actor)) return fail({ kind: 'not-allowed' })
  const fields = faultsOf(input)
  if (fields.length > 0) return fail({ kind: 'invalid-input', fields })
  return inTransaction(
    deps.db,
    async (tx): Promise<Result<{ productId: ProductId; slug: string; isNew: boolean }, SaveFailure>> => {
      const at = deps.clock.now()
      const found = await findPackageProduct(tx, input.externalId)
      if (found && found.kind !== 'credit_package')
        return fail({ kind: 'invalid-input', fields: [{ path: 'externalId', message: 'is another product' }] })
      const product = found ?? (await insertNew(tx, input, at))
      if (!product)
        return fail({
          kind: 'invalid-input',
          fields: [{ path: 'externalId', message: 'is too like that of another product' }],
        })
      if (found) await renameProduct(tx, found.id, input.title)
      await savePackage(tx, product.id, input)
      const { creditType, credits, externalId } = input
      await recordAudit(tx, {
        at,
        actor,
        action: 'package.saved',
        subjectId: product.id,
        facts: { externalId, creditType, credits },
      })
      await announcePackage(tx, deps, product.id, at)
      return ok({ productId: product.id, slug: product.slug, isNew: !found })
    },
  )
}

function faultsOf({ externalId, creditType, credits, title }: PackageToSave): { path: string; message: string }[] {
  const name = packageNameFault(externalId, creditType)
  return [
    ...(name === null && externalId.length <= 100 ? [] : [{ path: 'externalId', message: name ?? 'is too long' }]),
    ...(CreditType.safeParse(creditType).success ? [] : [{ path: 'creditType', message: 'is not a type of credits' }]),
    ...(CreditAmount.safeParse(credits).success
      ? []
      : [{ path: 'credits', message: 'must be a whole number above 0' }]),
    ...(title.trim() !== '' && title.length <= 200 ? [] : [{ path: 'title', message: 'must be 1 to 200 characters' }]),
  ]
}

const insertNew = (tx: Tx, { externalId, title, credits }: PackageToSave, at: Date) =>
  insertPackageProduct(tx, {
    id: newId(at.getTime()),
    externalId,
    slug: externalId.toLowerCase().replaceAll('_', '-'),
    title,
    summary: credits === 1 ? 'One credit.' : `${credits} credits.`,
    at,
  })
