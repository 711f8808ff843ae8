/** Something the person at the keyboard can put right. Its message is one whole sentence and is shown without a stack. */
export class StartFailure extends Error {
  override name = 'StartFailure'
}

/** The sentence for any thrown thing: a StartFailure speaks for itself, everything else is named by its first line. */
export function sentenceOf(error: unknown): string {
  if (error instanceof StartFailure) return error.message
  const first = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.trim()
  return `Something unexpected went wrong: ${first || 'no reason was given'}`
}
