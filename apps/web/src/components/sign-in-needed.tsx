import { Link } from '@tanstack/react-router'
import { buttonClass } from './button.tsx'
import { EmptyState } from './empty-state.tsx'

interface SignInNeededProps {
  title: string
  children: string
  /** The path to come back to. */
  next: string
}

/** What is here belongs to an account. */
export function SignInNeeded({ title, children, next }: SignInNeededProps) {
  return (
    <EmptyState
      isPageTitle
      title={title}
      actions={
        <>
          <Link to="/sign-in" search={{ next }} className={buttonClass('primary')}>
            Sign in
          </Link>
          <Link to="/" className={buttonClass('quiet')}>
            To the shop
          </Link>
        </>
      }
    >
      <p>{children}</p>
    </EmptyState>
  )
}
