import type { Deps } from '../../../app/deps.ts'
import { readSite, updateSite } from '../../../modules/plugin-sites/index.ts'
import type { Answer } from '../../http/with-idempotency.ts'
import { invalid, refusalAnswer } from './answering.ts'
import type { SiteBody, SiteCall } from './for-site.ts'
import { fromSiteFields, toSiteField } from './site-fields.ts'
import { refusalOf } from './wordpress-plugin.refusals.ts'
import { InstanceParams } from './wordpress-plugin.wire.ts'

const nameOf = ({ request }: SiteCall): string => InstanceParams.parse(request.params).instanceId

/** What is known of the caller's own site, and nothing secret of it. */
export async function answerInstance(deps: Deps, call: SiteCall): Promise<Answer> {
  const site = await readSite(deps, call.actor, { instanceId: nameOf(call) })
  if (!site.ok) return refusalAnswer(refusalOf(site.failure))
  const { instanceId, siteUrl, siteTitle, pluginVersion, wordpressVersion, status, registeredAt } = site.value
  return {
    status: 200,
    body: {
      success: true,
      instance: {
        instance_id: instanceId,
        site_url: siteUrl,
        site_title: siteTitle,
        plugin_version: pluginVersion,
        wordpress_version: wordpressVersion,
        status,
        registered_at: registeredAt.toISOString(),
      },
    },
  }
}

/** Keeps what the site says of itself now; where it lives and what it proves itself with is not for it to say. */
export async function answerInstanceUpdate(deps: Deps, call: SiteBody): Promise<Answer> {
  const updated = await updateSite(deps, call.actor, {
    instanceId: nameOf(call),
    changes: fromSiteFields(call.fields),
  })
  if (updated.ok) return { status: 200, body: { success: true, message: 'Instance updated successfully' } }
  return refusalAnswer(
    updated.failure.kind === 'invalid-input'
      ? invalid(`Not usable fields: ${updated.failure.fields.map(({ path }) => toSiteField(path)).join(', ')}`)
      : refusalOf(updated.failure),
  )
}
