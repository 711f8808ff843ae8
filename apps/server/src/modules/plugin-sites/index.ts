export { type AuthenticatedSite, authenticateSite } from './authenticate-site.ts'
export { type OwnSite, readSite, updateSite } from './own-site.ts'
export type { AnnounceToSite } from './ports.ts'
export {
  type RegisteredSite,
  type RegisterSiteFailure,
  type RegisterSiteInput,
  registerSite,
  type SiteRegistrationSent,
} from './register-site.ts'
export { resealSiteSecrets } from './reseal-site-secrets.ts'
export { disableSite, enableSite, moveSite, reopenRegistration } from './run-sites.ts'
export { listSites, showSite } from './show-sites.ts'
export { type SiteReceiver, siteReceiver } from './site-receiver.ts'
export { instanceOfSite } from './site-store.ts'
