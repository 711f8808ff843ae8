import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { readInboxSearch, readOrdersSearch } from '../features/staff/desk-search.ts'
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

const inboxRoute = createRoute({
  getParentRoute: () => deskRoute,
  path: '/inbox',
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import('./routes/staff-inbox.tsx'), 'StaffInboxPage'),
})

export const staffRoutes = [deskRoute.addChildren([indexRoute, ordersRoute, orderRoute, inboxRoute])] as const
