import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { NoticesProvider } from '../components/notices.tsx'
import { ThemeProvider } from '../components/theme.tsx'
import { queryClient } from '../lib/query-client.ts'
import { trpc, trpcClient } from '../lib/trpc.ts'

export function Providers({ children }: { children: ReactNode }) {
  return (
    <trpc.Provider client={trpcClient} queryClient={queryClient}>
      <QueryClientProvider client={queryClient}>
        <ThemeProvider>
          <NoticesProvider>{children}</NoticesProvider>
        </ThemeProvider>
      </QueryClientProvider>
    </trpc.Provider>
  )
}
