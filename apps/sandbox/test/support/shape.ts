/** One place where two objects have different keys or types. */
export type Difference = { path: string; difference: string }

/**
 * Compares keys and types, all the way down. Null fits everything: an example may show a field empty that is full here,
 * and the other way round. Lists are compared by their first elements. `free` names objects whose keys are the caller's
 * own, such as metadata.
 */
export function compareShapes(ours: unknown, theirs: unknown, free: readonly string[], path = ''): Difference[] {
  if (ours === null || theirs === null || ours === undefined || theirs === undefined) return []
  if (free.some((name) => path === name || path.endsWith(`.${name}`))) return []
  if (Array.isArray(ours) && Array.isArray(theirs)) return compareShapes(ours[0], theirs[0], free, `${path}[]`)
  const [ourKind, theirKind] = [kindOf(ours), kindOf(theirs)]
  if (ourKind !== theirKind) return [{ path, difference: `${ourKind} here, ${theirKind} in the example` }]
  if (ourKind !== 'object') return []
  const [here, there] = [entriesOf(ours), entriesOf(theirs)]
  const at = (key: string) => (path === '' ? key : `${path}.${key}`)
  return [
    ...[...here.keys()].filter((key) => !there.has(key)).map((key) => ({ path: at(key), difference: 'only here' })),
    ...[...there.keys()]
      .filter((key) => !here.has(key))
      .map((key) => ({ path: at(key), difference: 'only in the example' })),
    ...[...here.keys()]
      .filter((key) => there.has(key))
      .flatMap((key) => compareShapes(here.get(key), there.get(key), free, at(key))),
  ]
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'list' : typeof value
}

function entriesOf(value: unknown): Map<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
}
