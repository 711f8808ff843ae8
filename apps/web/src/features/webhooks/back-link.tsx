import type { WebhookSide } from '@cashwrap/shared/contracts/webhooks'
import { Link } from '@tanstack/react-router'
import { Icon } from '../../components/icon.tsx'
import { SIDE_PATHS } from './side-paths.ts'

const WORDS = { endpoints: 'Webhooks', deliveries: 'Deliveries' } as const

/** From one to the list it is in. */
export function BackLink({ side, to }: { side: WebhookSide; to: 'endpoints' | 'deliveries' }) {
  return (
    <Link to={SIDE_PATHS[side][to]} className="link inline-flex min-h-target items-center gap-1.5 text-2">
      <Icon name="back" size={18} />
      {WORDS[to]}
    </Link>
  )
}
