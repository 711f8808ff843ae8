/** The old values of the top-level fields that differ, as `previous_attributes` carries them. */
export function changesOf(before: object, after: object): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const old: unknown = Reflect.get(before, key)
    if (JSON.stringify(old) !== JSON.stringify(Reflect.get(after, key))) changes[key] = old ?? null
  }
  return changes
}
