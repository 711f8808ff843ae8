const DEFAULT = '/library'

/** Where to go after signing in: a path of this shop, never another site, whatever the address says. */
export function nextPath(...wanted: ReadonlyArray<string | null | undefined>): string {
  const path = wanted.find((one) => typeof one === 'string' && isOwnPath(one))
  return path ?? DEFAULT
}

function isOwnPath(path: string): boolean {
  if (!path.startsWith('/') || path.startsWith('/sign-in')) return false
  try {
    // Browsers read `//host`, `/\host` and a tab or line break between the slashes as another site.
    return new URL(path, 'https://own.invalid').origin === 'https://own.invalid'
  } catch {
    return false
  }
}
