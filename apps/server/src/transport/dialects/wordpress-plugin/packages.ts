import type { CreditPackage } from '@cashwrap/shared/contracts/credits'
import type { Deps } from '../../../app/deps.ts'
import type { Actor } from '../../../modules/auth/index.ts'
import { listCreditPackages } from '../../../modules/catalogue/index.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { toWholeUnits } from './amounts.ts'
import { refusalAnswer } from './answering.ts'
import { type Package, PluginCreditType } from './wordpress-plugin.wire.ts'

/** The plugin's page prints `¥` whatever is sold, and its older form asks in yen alone; so yen come first. */
export const PLUGIN_CURRENCY = 'JPY'

/** Everything a site can sell to its users: packages of the plugin's three types, at prices it can write. */
export async function answerPackages(deps: Deps, actor: Actor): Promise<Answer> {
  const listed = await listCreditPackages(deps, actor, { currency: PLUGIN_CURRENCY })
  const packages = listed.value.flatMap(toPackage)
  if (packages.length === 0)
    return refusalAnswer({ status: 404, code: 'no_packages', message: 'There is nothing for sale at the moment' })
  const of = (type: PluginCreditType) => packages.filter(({ credit_type }) => credit_type === type)
  return {
    status: 200,
    body: {
      success: true,
      packages: { articles: of('article'), images: of('image'), rewrites: of('rewrite'), packages },
    },
  }
}

function toPackage(sold: CreditPackage): Package[] {
  const type = PluginCreditType.safeParse(sold.creditType)
  const price = toWholeUnits(sold.price)
  if (!type.success || price === null) return []
  return [
    {
      package_id: sold.externalId,
      name: sold.title,
      credits: sold.credits,
      price,
      currency: sold.price.currency,
      credit_type: type.data,
      description: sold.summary || null,
      is_popular: sold.isPopular,
      discount: sold.discount,
    },
  ]
}
