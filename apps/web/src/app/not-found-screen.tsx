import { Link } from '@tanstack/react-router'
import { buttonClass } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { useShop } from '../lib/use-shop.ts'

interface NotFoundScreenProps {
  title?: string
  detail?: string
}

export function NotFoundScreen({
  title = 'The string ends here',
  detail = 'There is no page at this address. It may be mistyped, or what was here is no longer sold.',
}: NotFoundScreenProps) {
  const shop = useShop()
  return (
    <>
      <PageTitle shopName={shop?.name}>Not found</PageTitle>
      <meta name="robots" content="noindex" />
      <EmptyState
        isPageTitle
        title={title}
        actions={
          <Link to="/" className={buttonClass('primary')}>
            To the shop
          </Link>
        }
      >
        <p>{detail}</p>
      </EmptyState>
    </>
  )
}
