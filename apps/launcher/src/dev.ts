import { runHouse } from './run-house.ts'

process.exitCode = await runHouse({
  title: 'Cashwrap is open, and follows your changes.',
  hotReloadPort: Number(process.env.WEB_PORT ?? 5173),
})
