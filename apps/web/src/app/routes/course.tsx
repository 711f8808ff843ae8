import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { PageTitle } from '../../components/page-title.tsx'
import { SignInNeeded } from '../../components/sign-in-needed.tsx'
import { LoadingWords, Skeleton } from '../../components/skeleton.tsx'
import { CourseView } from '../../features/library/course-view.tsx'
import { readFailure } from '../../lib/failure.ts'
import { trpc } from '../../lib/trpc.ts'
import { useAccount } from '../../lib/use-account.ts'
import { useShop } from '../../lib/use-shop.ts'
import { NotFoundScreen } from '../not-found-screen.tsx'

export function CoursePage() {
  const { slug } = useParams({ from: '/library/$slug' })
  const { lesson } = useSearch({ from: '/library/$slug' })
  const shop = useShop()
  const account = useAccount()
  const course = trpc.library.openCourse.useQuery({ slug })
  const failure = course.error ? readFailure(course.error) : null
  if (failure?.kind === 'sign-in-required' || (failure?.kind === 'not-found' && account === null)) {
    return (
      <>
        <PageTitle shopName={shop?.name}>Sign in</PageTitle>
        <SignInNeeded title="Sign in to open this" next={`/library/${slug}`}>
          If it is yours, it opens as soon as you have signed in with the address you bought with.
        </SignInNeeded>
      </>
    )
  }
  if (failure?.kind === 'not-found') {
    return (
      <NotFoundScreen
        title="Not in your library"
        detail="It does not exist, or was bought with another address than the one you signed in with."
      />
    )
  }
  return (
    <div className="mx-auto max-w-[66rem] pt-4">
      <PageTitle shopName={shop?.name}>{course.data?.title ?? 'Library'}</PageTitle>
      <Link to="/library" className="link inline-flex min-h-target items-center gap-1.5 text-2">
        <Icon name="back" size={18} />
        Library
      </Link>
      {failure && (
        <FailureMessage failure={failure} actions={<Button onClick={() => void course.refetch()}>Try again</Button>} />
      )}
      {course.isPending && (
        <>
          <LoadingWords />
          <Skeleton className="mt-2 mb-8 h-12 w-2/3" />
          <Skeleton className="h-72 w-full" />
        </>
      )}
      {course.data && (
        <>
          <h1 className="mt-1 mb-7 text-6">{course.data.title}</h1>
          <CourseView key={slug} slug={slug} course={course.data} asked={lesson} />
        </>
      )}
    </div>
  )
}
