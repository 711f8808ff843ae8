import { seedDemo } from '../../demo/seed-demo.ts'
import { MISUSED } from './misused.ts'

/** `seed-demo [--if-empty]`: fills the shop with the demo. Answers the process's exit code. */
export async function seedDemoCommand(
  deps: Parameters<typeof seedDemo>[0],
  args: readonly string[],
  print: (line: string) => void,
): Promise<number> {
  const unknown = args.filter((arg) => arg !== '--if-empty')
  if (unknown.length > 0) {
    print(`seed-demo does not know ${unknown.join(' ')}: it takes --if-empty or nothing.`)
    return MISUSED
  }
  const { added } = await seedDemo(deps, { ifEmpty: args.includes('--if-empty') })
  print(added > 0 ? `The demo shop is ready: ${added} products.` : 'Nothing to do: the shop has its products already.')
  return 0
}
