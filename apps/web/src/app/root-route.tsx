import { createRootRoute, Outlet, useRouterState } from '@tanstack/react-router'
import { NotFoundScreen } from './not-found-screen.tsx'
import { PageFrame } from './page-frame.tsx'

/** The desk brings a frame of its own; every other page, and what is not found, stands in the shop's. */
function RootFrame() {
  const isDesk = useRouterState({ select: (state) => /^\/staff(\/|$)/.test(state.location.pathname) })
  return isDesk ? <Outlet /> : <PageFrame />
}

export const rootRoute = createRootRoute({ component: RootFrame, notFoundComponent: () => <NotFoundScreen /> })
