import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'

/** Where the pages of each side are. */
export const SIDE_PATHS = {
  shop: {
    endpoints: '/staff/webhooks',
    create: '/staff/webhooks/new',
    endpoint: '/staff/webhooks/$endpointId',
    deliveries: '/staff/webhooks/deliveries',
    delivery: '/staff/webhooks/deliveries/$deliveryId',
  },
  seller: {
    endpoints: '/selling/webhooks',
    create: '/selling/webhooks/new',
    endpoint: '/selling/webhooks/$endpointId',
    deliveries: '/selling/webhooks/deliveries',
    delivery: '/selling/webhooks/deliveries/$deliveryId',
  },
} as const satisfies Record<WebhookSide, Record<string, string>>
