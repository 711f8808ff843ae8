import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { readCatalogueSearch } from '../features/catalogue/catalogue-search.ts'
import { ErrorScreen } from './error-screen.tsx'
import { NotFoundScreen } from './not-found-screen.tsx'
import { PageFrame } from './page-frame.tsx'

const rootRoute = createRootRoute({ component: PageFrame, notFoundComponent: () => <NotFoundScreen /> })

const catalogueRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: readCatalogueSearch,
  component: lazyRouteComponent(() => import('./routes/catalogue.tsx'), 'CataloguePage'),
})

const productRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/products/$slug',
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
