import {
  GetProductInput,
  ListProductsInput,
  Product,
  ProductPage,
  ShopInfo,
} from '@cashwrap/shared/contracts/catalogue'
import { getProduct, getShopInfo, listProducts } from '../../modules/catalogue/index.ts'
import { NoInput, publicProcedure, router } from './trpc.ts'

export const catalogueRouter = router({
  list: publicProcedure
    .input(ListProductsInput)
    .output(ProductPage)
    .query(({ ctx, input }) => ctx.run(listProducts, input)),
  get: publicProcedure
    .input(GetProductInput)
    .output(Product)
    .query(({ ctx, input }) => ctx.run(getProduct, input)),
  shopInfo: publicProcedure
    .input(NoInput)
    .output(ShopInfo)
    .query(({ ctx }) => ctx.run(getShopInfo, undefined)),
})
