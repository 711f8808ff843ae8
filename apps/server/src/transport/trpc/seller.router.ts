import {
  BeginSellingInput,
  ListSalesInput,
  ProviderPage,
  SalesByDay,
  SalesByDayInput,
  SalesPage,
  SalesTotals,
  SellerAccount,
  SellerProduct,
} from '@cashwrap/shared/contracts/seller'
import { z } from 'zod'
import {
  beginSelling,
  listOwnProducts,
  listSales,
  listSalesByDay,
  openDashboard,
  showAccount,
  totalSales,
} from '../../modules/marketplace/index.ts'
import { buyerProcedure, NoInput, router } from './trpc.ts'

export const sellerRouter = router({
  account: buyerProcedure
    .input(NoInput)
    .output(SellerAccount)
    .query(({ ctx }) => ctx.run(showAccount, undefined)),
  begin: buyerProcedure
    .input(BeginSellingInput)
    .output(ProviderPage)
    .mutation(({ ctx, input }) => ctx.run(beginSelling, input)),
  dashboard: buyerProcedure
    .input(NoInput)
    .output(ProviderPage)
    .mutation(({ ctx }) => ctx.run(openDashboard, undefined)),
  products: buyerProcedure
    .input(NoInput)
    .output(z.array(SellerProduct))
    .query(({ ctx }) => ctx.run(listOwnProducts, undefined)),
  sales: buyerProcedure
    .input(ListSalesInput)
    .output(SalesPage)
    .query(({ ctx, input }) => ctx.run(listSales, input)),
  totals: buyerProcedure
    .input(NoInput)
    .output(z.array(SalesTotals))
    .query(({ ctx }) => ctx.run(totalSales, undefined)),
  byDay: buyerProcedure
    .input(SalesByDayInput)
    .output(SalesByDay)
    .query(({ ctx, input }) => ctx.run(listSalesByDay, input)),
})
