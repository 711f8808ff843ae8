import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readSellingSearch } from '../features/selling/selling-search.ts'
import { rootRoute } from './root-route.tsx'

const areaRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/selling',
  component: lazyRouteComponent(() => import('./routes/selling.tsx'), 'SellingArea'),
})

const overviewRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/',
  validateSearch: readSellingSearch,
  component: lazyRouteComponent(() => import('./routes/selling-overview.tsx'), 'SellingOverviewPage'),
})

const salesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/sales',
  component: lazyRouteComponent(() => import('./routes/selling-sales.tsx'), 'SellingSalesPage'),
})

const productsRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/products',
  component: lazyRouteComponent(() => import('./routes/selling-products.tsx'), 'SellingProductsPage'),
})

export const sellingRoutes = [areaRoute.addChildren([overviewRoute, salesRoute, productsRoute])] as const
