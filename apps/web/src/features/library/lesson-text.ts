export type LessonBlock =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'heading'; text: string }

/** A lesson's text in blocks: blank lines part them, lines with a dash make a list, `## ` a heading. */
export function readLessonText(body: string): LessonBlock[] {
  return body
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) => {
      const lines = block.split('\n').map((line) => line.trim())
      if (lines.every((line) => line.startsWith('- ')))
        return { kind: 'list', items: lines.map((line) => line.slice(2)) }
      if (lines.length === 1 && block.startsWith('## ')) return { kind: 'heading', text: block.slice(3) }
      return { kind: 'paragraph', text: lines.join(' ') }
    })
}
