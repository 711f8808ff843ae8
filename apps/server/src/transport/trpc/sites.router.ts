import {
  DisableSiteInput,
  ListSitesInput,
  NamedSite,
  ReopenRegistrationInput,
  StaffSite,
  StaffSitePage,
} from '@cashwrap/shared/contracts/sites'
import { disableSite, enableSite, listSites, reopenRegistration, showSite } from '../../modules/plugin-sites/index.ts'
import { router, staffProcedure } from './trpc.ts'

/** Sites of the plugin, for the operator. */
export const sitesRouter = router({
  list: staffProcedure
    .input(ListSitesInput)
    .output(StaffSitePage)
    .query(({ ctx, input }) => ctx.run(listSites, input)),
  one: staffProcedure
    .input(NamedSite)
    .output(StaffSite)
    .query(({ ctx, input }) => ctx.run(showSite, input)),
  disable: staffProcedure
    .input(DisableSiteInput)
    .output(StaffSite)
    .mutation(({ ctx, input }) => ctx.run(disableSite, input)),
  enable: staffProcedure
    .input(NamedSite)
    .output(StaffSite)
    .mutation(({ ctx, input }) => ctx.run(enableSite, input)),
  reopen: staffProcedure
    .input(ReopenRegistrationInput)
    .output(StaffSite)
    .mutation(({ ctx, input }) => ctx.run(reopenRegistration, input)),
})
