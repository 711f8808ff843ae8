import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { readSellingSearch } from '../features/selling/selling-search.ts'
import { readDeliveriesSearch } from '../features/webhooks/deliveries-search.ts'
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

const webhooksRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./routes/webhook-endpoints.tsx'), 'SellingWebhooksPage'),
})

const newWebhookRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks/new',
  component: lazyRouteComponent(() => import('./routes/webhook-new.tsx'), 'SellingNewWebhookPage'),
})

const webhookRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks/$endpointId',
  component: lazyRouteComponent(() => import('./routes/webhook-endpoint.tsx'), 'SellingWebhookPage'),
})

const deliveriesRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks/deliveries',
  validateSearch: readDeliveriesSearch,
  component: lazyRouteComponent(() => import('./routes/webhook-deliveries.tsx'), 'SellingDeliveriesPage'),
})

const deliveryRoute = createRoute({
  getParentRoute: () => areaRoute,
  path: '/webhooks/deliveries/$deliveryId',
  component: lazyRouteComponent(() => import('./routes/webhook-delivery.tsx'), 'SellingDeliveryPage'),
})

export const sellingRoutes = [
  areaRoute.addChildren([
    overviewRoute,
    salesRoute,
    productsRoute,
    webhooksRoute,
    newWebhookRoute,
    webhookRoute,
    deliveriesRoute,
    deliveryRoute,
  ]),
] as const
