const KEY = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/

/** A key is path segments of plain characters, none beginning with a dot: no such text leaves the folder or the bucket. */
export const isStorageKey = (key: string): boolean => key.length <= 300 && KEY.test(key)

export function assertStorageKey(key: string): void {
  if (!isStorageKey(key))
    throw new RangeError('a storage key is made of lower-case letters, digits, dots, dashes and slashes')
}
