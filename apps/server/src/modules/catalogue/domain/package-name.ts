import { PLUGIN_CREDIT_TYPES } from '@cashwrap/shared/contracts/credits'

/**
 * Why a package of these credits cannot have this id; null if it can. The id is written into a script of the plugin's page,
 * and tells the plugin the type: `image` if it holds that word, else `rewrite` if it holds that, else `article`.
 */
export function packageNameFault(externalId: string, creditType: string): string | null {
  if (!/^[A-Za-z0-9_-]+$/.test(externalId)) return 'may hold letters, digits, - and _ alone'
  if (!PLUGIN_CREDIT_TYPES.some((type) => type === creditType)) return null
  const read = externalId.includes('image') ? 'image' : externalId.includes('rewrite') ? 'rewrite' : 'article'
  return read === creditType ? null : `is read as one of ${read} credits by the plugin, not ${creditType}`
}
