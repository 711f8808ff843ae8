import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readCatalogueSearch } from '../features/catalogue/catalogue-search.ts'
import { shelfQuery } from '../features/catalogue/use-shelf.ts'
import { readCreditsSearch } from '../features/credits/credits-search.ts'
import { readInterval } from '../lib/plan-interval.ts'
import { queryClient } from '../lib/query-client.ts'
import { trpcUtils } from '../lib/trpc.ts'
import { ErrorScreen } from './error-screen.tsx'
import { readCheckoutReference, readFix, readLesson, readNext } from './read-search.ts'
import { rootRoute } from './root-route.tsx'
import { sellingRoutes } from './selling-routes.ts'
import { staffRoutes } from './staff-routes.ts'

/** Starts a question while the page's code is still on its way; the page itself waits, shows and fails. */
const askAhead = (question: Promise<unknown>): void => void question

const catalogueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readCatalogueSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => askAhead(queryClient.prefetchInfiniteQuery(shelfQuery(deps))),
  component: lazyRouteComponent(() => import('./routes/catalogue.tsx'), 'CataloguePage'),
})

const productRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/products/$slug',
  validateSearch: readInterval,
  loader: ({ params }) => askAhead(trpcUtils.catalogue.get.prefetch({ slug: params.slug })),
  component: lazyRouteComponent(() => import('./routes/product.tsx'), 'ProductPage'),
})

const pricesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/prices',
  validateSearch: readInterval,
  loader: () => askAhead(trpcUtils.subscriptions.plans.prefetch()),
  component: lazyRouteComponent(() => import('./routes/prices.tsx'), 'PricesPage'),
})

const cartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cart',
  component: lazyRouteComponent(() => import('./routes/cart.tsx'), 'CartPage'),
})

const checkoutRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checkout',
  component: lazyRouteComponent(() => import('./routes/checkout.tsx'), 'CheckoutPage'),
})

const checkoutSuccessRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checkout/success',
  validateSearch: readCheckoutReference,
  component: lazyRouteComponent(() => import('./routes/checkout-success.tsx'), 'CheckoutSuccessPage'),
})

const checkoutCancelledRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/checkout/cancel',
  validateSearch: readCheckoutReference,
  component: lazyRouteComponent(() => import('./routes/checkout-cancelled.tsx'), 'CheckoutCancelledPage'),
})

const libraryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/library',
  component: lazyRouteComponent(() => import('./routes/library.tsx'), 'LibraryPage'),
})

const courseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/library/$slug',
  validateSearch: readLesson,
  component: lazyRouteComponent(() => import('./routes/course.tsx'), 'CoursePage'),
})

const ordersRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders',
  component: lazyRouteComponent(() => import('./routes/orders.tsx'), 'OrdersPage'),
})

const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./routes/order.tsx'), 'OrderPage'),
})

const creditsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/credits',
  validateSearch: readCreditsSearch,
  component: lazyRouteComponent(() => import('./routes/credits.tsx'), 'CreditsPage'),
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: readNext,
  component: lazyRouteComponent(() => import('./routes/sign-in.tsx'), 'SignInPage'),
})

const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account',
  component: lazyRouteComponent(() => import('./routes/account.tsx'), 'AccountPage'),
})

const frontSuccessRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/front/checkout/success',
  validateSearch: readCheckoutReference,
  component: lazyRouteComponent(() => import('./routes/checkout-success.tsx'), 'FrontSuccessPage'),
})

const subscriptionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/subscriptions',
  component: lazyRouteComponent(() => import('./routes/subscriptions.tsx'), 'SubscriptionsPage'),
})

const subscriptionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/subscriptions/$subscriptionId',
  validateSearch: readFix,
  component: lazyRouteComponent(() => import('./routes/subscription.tsx'), 'SubscriptionPage'),
})

const routeTree = rootRoute.addChildren([
  catalogueRoute,
  productRoute,
  pricesRoute,
  cartRoute,
  checkoutRoute,
  checkoutSuccessRoute,
  checkoutCancelledRoute,
  libraryRoute,
  courseRoute,
  ordersRoute,
  orderRoute,
  creditsRoute,
  signInRoute,
  accountRoute,
  frontSuccessRoute,
  subscriptionsRoute,
  subscriptionRoute,
  ...sellingRoutes,
  ...staffRoutes,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: ErrorScreen,
  defaultPendingMs: 200,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
