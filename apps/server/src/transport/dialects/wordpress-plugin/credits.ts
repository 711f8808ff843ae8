import type { Deps } from '../../../app/deps.ts'
import { readSiteCredits, spendSiteCredits } from '../../../modules/credits/index.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { invalid, read, refusalAnswer } from './answering.ts'
import { once, type SiteBody, type SiteCall } from './for-site.ts'
import { readCreditsQuery } from './read-credits-query.ts'
import { toCredits, toTransactionId } from './to-credits.ts'
import { refusalOf } from './wordpress-plugin.refusals.ts'
import { DeductCredits, PluginCreditType, type Refusal } from './wordpress-plugin.wire.ts'

export const INVALID_CREDIT_TYPE: Refusal = {
  status: 400,
  code: 'invalid_credit_type',
  message: `The credit type must be one of ${PluginCreditType.options.join(', ')}`,
}

/** What a user of the site can spend. */
export async function answerCredits(deps: Deps, { site, actor, request }: SiteCall): Promise<Answer> {
  const { userId, hasEmail, email } = readCreditsQuery(request.url.slice(request.url.indexOf('?') + 1))
  const missing = [...(userId ? [] : ['user_id']), ...(hasEmail ? [] : ['user_email'])]
  if (missing.length > 0) return refusalAnswer(invalid(`Missing required fields: ${missing.join(', ')}`))
  const siteUserId = /^[1-9]\d{0,15}$/.test(userId ?? '') ? Number(userId) : Number.NaN
  if (!Number.isSafeInteger(siteUserId)) return refusalAnswer(invalid('Not usable fields: user_id'))
  const balance = await readSiteCredits(deps, actor, { siteId: site.id, siteUserId, email, emailIsHint: true })
  return {
    status: 200,
    body: {
      success: true,
      credits: toCredits(balance.value.credits),
      last_updated: deps.clock.now().toISOString(),
    },
  }
}

/** Takes credits for content that was made. */
export async function answerDeduction(deps: Deps, call: SiteBody): Promise<Answer> {
  const sent = read(DeductCredits, call.fields)
  if (!sent.ok) return refusalAnswer(sent.failure)
  const { user_id: siteUserId, user_email: email = null, amount } = sent.value
  const creditType = PluginCreditType.safeParse(sent.value.credit_type)
  if (!creditType.success) return refusalAnswer(INVALID_CREDIT_TYPE)
  return once(deps, 'deduct', call, async () => {
    const spent = await spendSiteCredits(deps, call.actor, {
      siteId: call.site.id,
      siteUserId,
      email,
      emailIsHint: false,
      creditType: creditType.data,
      amount,
      key: call.key,
    })
    if (!spent.ok) {
      // The content was made before it was asked for; whoever runs this may want to know how often that goes out free.
      call.request.log.info(
        { siteId: call.site.id, siteUserId, creditType: creditType.data, amount },
        'not enough credits',
      )
      return refusalAnswer(refusalOf(spent.failure))
    }
    return {
      status: 200,
      body: {
        success: true,
        remaining_credits: toCredits(spent.value.credits),
        transaction_id: toTransactionId(spent.value.entryId),
      },
    }
  })
}
