import { Link } from '@tanstack/react-router'
import { Icon } from '../components/icon.tsx'
import { useAccount } from '../lib/use-account.ts'

/** The way to what one owns, or to signing in. */
export function AccountLinks({ className }: { className: string }) {
  const account = useAccount()
  if (!account) {
    return (
      <Link to="/sign-in" className={className}>
        <Icon name="person" />
        <span className="max-sm:sr-only">Sign in</span>
      </Link>
    )
  }
  return (
    <>
      <Link to="/library" className={className}>
        <Icon name="course" />
        <span className="max-sm:sr-only">Library</span>
      </Link>
      {account.roles.includes('seller') && (
        // A phone has no room for a fourth; it is on the account page there.
        <Link to="/selling" className={`${className} max-sm:hidden`}>
          <Icon name="stall" />
          <span>Selling</span>
        </Link>
      )}
      <Link to="/account" className={className}>
        <Icon name="person" />
        <span className="max-sm:sr-only">Account</span>
      </Link>
    </>
  )
}
