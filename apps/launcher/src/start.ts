import { runHouse } from './run-house.ts'

process.exitCode = await runHouse({ title: 'Cashwrap is open.' })
