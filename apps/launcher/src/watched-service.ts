import { watch } from 'node:fs'
import { type Service, type ServiceOptions, startService } from './service.ts'

const SETTLE_MS = 100

/**
 * A service that is stopped and started again whenever a source below these folders changes. If it breaks after a
 * change it is reported and waits for the next one; if it breaks before any, it has ended like any other.
 *
 * Node's own --watch is not used: its processes outlive a launcher that was killed, and keep the ports.
 */
export function startWatchedService(
  options: ServiceOptions,
  folders: string[],
  report: (words: string) => void,
): Service {
  const first = startService(options)
  let current = first
  /** Those whose end is no news, because another was to follow. */
  const replaced = new WeakSet<Service>()
  let isStopped = false
  let underWay = Promise.resolve()
  let settle: NodeJS.Timeout | undefined

  const restart = async () => {
    if (isStopped) return
    replaced.add(current)
    await current.stop()
    if (isStopped) return
    report(`${options.name} starts again`)
    const next = startService(options)
    current = next
    next.ended.then((sentence) => {
      if (!isStopped && !replaced.has(next)) report(`${sentence} It waits for the next change`)
    })
  }
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, (_, file) => {
      if (!file || !/\.(ts|json|css|svg|html)$/.test(file) || file.endsWith('.test.ts')) return
      clearTimeout(settle)
      settle = setTimeout(() => {
        underWay = underWay.then(restart)
      }, SETTLE_MS)
    }),
  )
  return {
    name: options.name,
    pid: first.pid,
    ended: first.ended.then((sentence) => (replaced.has(first) ? new Promise<string>(() => undefined) : sentence)),
    async stop() {
      isStopped = true
      clearTimeout(settle)
      for (const watcher of watchers) watcher.close()
      await underWay
      await current.stop()
    },
  }
}
