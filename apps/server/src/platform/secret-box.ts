import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const FORM = 1
const KEY_BYTES = 32
const ID_BYTES = 8
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEAD_BYTES = 1 + ID_BYTES + NONCE_BYTES + TAG_BYTES

/** Keeps secrets that must be read again, such as those that sign webhooks, unreadable to whoever holds the database alone. */
export interface SecretBox {
  /** @param aad what the secret belongs to, such as its row's id: sealed for one, it opens for no other */
  seal(text: string, aad: string): Buffer
  /** Throws for what was changed, sealed for something else, or sealed with a key that is gone. */
  open(sealed: Buffer, aad: string): string
  /** Whether it was sealed with another key than the first. */
  isOld(sealed: Buffer): boolean
}

/**
 * AES-256-GCM. Sealed bytes are: form (1), id of the key (8), nonce (12), tag (16), text; what is before the nonce is
 * authenticated too.
 * @param keys of 32 bytes each; the first seals, all open
 */
export function openSecretBox(keys: readonly Buffer[]): SecretBox {
  const [first] = keys
  if (first === undefined) throw new Error('A secret box needs a key')
  if (keys.some((key) => key.length !== KEY_BYTES)) throw new Error(`A key of a secret box has ${KEY_BYTES} bytes`)
  const byId = new Map(keys.map((key) => [idOf(key).toString('hex'), key]))
  const head = Buffer.concat([Buffer.of(FORM), idOf(first)])

  return {
    seal(text, aad) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(ALGORITHM, first, nonce).setAAD(authenticated(head, aad))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([head, nonce, cipher.getAuthTag(), body])
    },
    open(sealed, aad) {
      if (sealed.length < HEAD_BYTES || sealed[0] !== FORM) throw new Error('These bytes were not sealed here')
      const sealedHead = sealed.subarray(0, 1 + ID_BYTES)
      const key = byId.get(sealedHead.subarray(1).toString('hex'))
      if (key === undefined)
        throw new Error(
          'A stored secret was sealed with a key that ENCRYPTION_KEY no longer has: put it back, at the end',
        )
      const nonce = sealed.subarray(1 + ID_BYTES, 1 + ID_BYTES + NONCE_BYTES)
      const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
        .setAAD(authenticated(sealedHead, aad))
        .setAuthTag(sealed.subarray(HEAD_BYTES - TAG_BYTES, HEAD_BYTES))
      return Buffer.concat([decipher.update(sealed.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8')
    },
    isOld: (sealed) => !sealed.subarray(0, 1 + ID_BYTES).equals(head),
  }
}

const idOf = (key: Buffer): Buffer => createHash('sha256').update(key).digest().subarray(0, ID_BYTES)

const authenticated = (head: Buffer, aad: string): Buffer => Buffer.concat([head, Buffer.from(aad, 'utf8')])
