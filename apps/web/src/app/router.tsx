import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readCatalogueSearch } from '../features/catalogue/catalogue-search.ts'
import { shelfQuery } from '../features/catalogue/use-shelf.ts'
import { queryClient } from '../lib/query-client.ts'
import { trpcUtils } from '../lib/trpc.ts'
import { ErrorScreen } from './error-screen.tsx'
import { NotFoundScreen } from './not-found-screen.tsx'
import { PageFrame } from './page-frame.tsx'

/** Starts a question while the page's code is still on its way; the page itself waits, shows and fails. */
const askAhead = (question: Promise<unknown>): void => void question

const rootRoute = createRootRoute({ component: PageFrame, notFoundComponent: () => <NotFoundScreen /> })

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
  loader: ({ params }) => askAhead(trpcUtils.catalogue.get.prefetch({ slug: params.slug })),
  component: lazyRouteComponent(() => import('./routes/product.tsx'), 'ProductPage'),
})

const cartRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/cart',
  component: lazyRouteComponent(() => import('./routes/cart.tsx'), 'CartPage'),
})

export const router = createRouter({
  routeTree: rootRoute.addChildren([catalogueRoute, productRoute, cartRoute]),
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
