import {
  CreditBalance,
  CreditEntryPage,
  CreditPackage,
  ListCreditEntriesInput,
  SpendCreditsInput,
  SpentCredits,
} from '@cashwrap/shared/contracts/credits'
import { z } from 'zod'
import { listCreditPackages } from '../../modules/catalogue/index.ts'
import { showBalances, showStatement, spendOwnCredits } from '../../modules/credits/index.ts'
import { buyerProcedure, NoInput, publicProcedure, router } from './trpc.ts'

export const creditsRouter = router({
  packages: publicProcedure
    .input(NoInput)
    .output(z.array(CreditPackage))
    .query(({ ctx }) => ctx.run(listCreditPackages, {})),
  balances: buyerProcedure
    .input(NoInput)
    .output(z.array(CreditBalance))
    .query(({ ctx }) => ctx.run(showBalances, undefined)),
  statement: buyerProcedure
    .input(ListCreditEntriesInput)
    .output(CreditEntryPage)
    .query(({ ctx, input }) => ctx.run(showStatement, input)),
  spend: buyerProcedure
    .input(SpendCreditsInput)
    .output(SpentCredits)
    .mutation(({ ctx, input }) => ctx.run(spendOwnCredits, input)),
})
