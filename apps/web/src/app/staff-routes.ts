import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readSiteSearch, readSitesSearch } from '../features/sites/sites-search.ts'
import { readInboxSearch, readOrdersSearch } from '../features/staff/desk-search.ts'
import { readSubscriptionsSearch } from '../features/staff/subscriptions-search.ts'
import { readDeliveriesSearch } from '../features/webhooks/deliveries-search.ts'
import { rootRoute } from './root-route.tsx'

const deskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/staff',
  component: lazyRouteComponent(() => import('./routes/staff-desk.tsx'), 'StaffDesk'),
})

const indexRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/staff/orders', replace: true })
  },
})

const ordersRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/orders',
  validateSearch: readOrdersSearch,
  component: lazyRouteComponent(() => import('./routes/staff-orders.tsx'), 'StaffOrdersPage'),
})

const orderRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/orders/$orderId',
  component: lazyRouteComponent(() => import('./routes/staff-order.tsx'), 'StaffOrderPage'),
})

const subscriptionsRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/subscriptions',
  validateSearch: readSubscriptionsSearch,
  component: lazyRouteComponent(() => import('./routes/staff-subscriptions.tsx'), 'StaffSubscriptionsPage'),
})

const inboxRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/inbox',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('./routes/staff-inbox.tsx'), 'StaffInboxPage'),
})

const webhooksRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./routes/webhook-endpoints.tsx'), 'StaffWebhooksPage'),
})

const newWebhookRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/webhooks/new',
  component: lazyRouteComponent(() => import('./routes/webhook-new.tsx'), 'StaffNewWebhookPage'),
})

const webhookRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/webhooks/$endpointId',
  component: lazyRouteComponent(() => import('./routes/webhook-endpoint.tsx'), 'StaffWebhookPage'),
})

const deliveriesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/webhooks/deliveries',
  validateSearch: readDeliveriesSearch,
  component: lazyRouteComponent(() => import('./routes/webhook-deliveries.tsx'), 'StaffDeliveriesPage'),
})

const deliveryRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/webhooks/deliveries/$deliveryId',
  component: lazyRouteComponent(() => import('./routes/webhook-delivery.tsx'), 'StaffDeliveryPage'),
})

const sitesRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/sites',
  validateSearch: readSitesSearch,
  component: lazyRouteComponent(() => import('./routes/staff-sites.tsx'), 'StaffSitesPage'),
})

const siteRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/sites/$siteId',
  validateSearch: readSiteSearch,
  component: lazyRouteComponent(() => import('./routes/staff-site.tsx'), 'StaffSitePage'),
})

export const staffRoutes = [
  deskRoute.addChildren([
    indexRoute,
    ordersRoute,
    orderRoute,
    subscriptionsRoute,
    inboxRoute,
    webhooksRoute,
    newWebhookRoute,
    webhookRoute,
    deliveriesRoute,
    deliveryRoute,
    sitesRoute,
    siteRoute,
  ]),
] as const
