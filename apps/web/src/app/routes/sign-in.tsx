import type { SignedIn } from '@cashwrap/shared/contracts/accounts'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FailureMessage } from '../../components/failure-message.tsx'
import { useNotices } from '../../components/notices.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { nextPath } from '../../features/account/next-path.ts'
import { SignInForm } from '../../features/account/sign-in-form.tsx'
import { useLinkSignIn } from '../../features/account/use-link-sign-in.ts'
import { useShop } from '../../lib/use-shop.ts'

export function SignInPage() {
  const shop = useShop()
  const navigate = useNavigate()
  const notices = useNotices()
  const { next } = useSearch({ from: '/sign-in' })
  const enter = ({ account, claimedOrders, next: mailed }: SignedIn) => {
    if (claimedOrders > 0) {
      notices.show(
        claimedOrders === 1 ? 'Your order is in your account now.' : `${claimedOrders} orders are in your account now.`,
      )
    }
    void navigate({
      href: nextPath(next, mailed, account.roles.includes('staff') ? '/staff/orders' : null),
      replace: true,
    })
  }
  const link = useLinkSignIn(enter)
  return (
    <div className="mx-auto max-w-[27rem] pt-10 sm:pt-16">
      <PageTitle shopName={shop?.name}>Sign in</PageTitle>
      <h1 className="mb-5 text-5">{link.isSigningIn ? 'Signing you in' : 'Sign in'}</h1>
      {link.isSigningIn ? (
        <>
          <LoadingWords>Signing you in</LoadingWords>
          <Skeleton className="h-11 w-full" />
        </>
      ) : (
        <>
          {link.failure && <FailureMessage failure={link.failure} className="mb-6" />}
          <SignInForm next={nextPath(next)} onSignedIn={enter} />
        </>
      )}
      {shop?.mode === 'sandbox' && (
        <p className="mt-8 border-hairline border-t pt-4 text-2 text-soft">
          This demo sends no real mail. Look into the sandbox’s mailbox; its address was printed when the shop started.
        </p>
      )}
    </div>
  )
}
