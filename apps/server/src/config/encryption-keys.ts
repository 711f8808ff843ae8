import { hkdfSync } from 'node:crypto'

const KEY_BYTES = 32

/** Base64 of exactly one key. */
export const isEncryptionKey = (text: string): boolean =>
  /^[A-Za-z0-9+/]{43}=?$/.test(text) && Buffer.from(text, 'base64').length === KEY_BYTES

/**
 * What secrets are sealed with: the first seals, all open. The one that follows from AUTH_SECRET is last, so that what was
 * sealed before a key was set can still be read.
 */
export const encryptionKeys = (given: readonly string[], authSecret: string): Buffer[] => [
  ...given.map((key) => Buffer.from(key, 'base64')),
  Buffer.from(hkdfSync('sha256', authSecret, '', 'cashwrap secrets at rest', KEY_BYTES)),
]
