import { createHmac, type KeyObject, sign } from 'node:crypto'

/** What a token is made of, however wrong: nothing here is checked, as no forger would. */
export interface Parts {
  header: Record<string, unknown>
  claims: Record<string, unknown>
  /** Bytes sign by HMAC, a key object by its own way; null leaves the signature empty. */
  key: Uint8Array | KeyObject | null
}

const encode = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

/** A JWT put together by hand, with a signature that fits `header.alg` as far as the key can give it. */
export function forge({ header, claims, key }: Parts): string {
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${signature(signed, String(header['alg']), key).toString('base64url')}`
}

function signature(signed: string, algorithm: string, key: Parts['key']): Buffer {
  if (key === null) return Buffer.alloc(0)
  if (key instanceof Uint8Array) {
    const bits = /^HS(256|384|512)$/.exec(algorithm)?.[1] ?? '256'
    return createHmac(`sha${bits}`, key).update(signed).digest()
  }
  if (algorithm === 'EdDSA') return sign(null, Buffer.from(signed), key)
  const padding = algorithm.startsWith('PS') ? { padding: 6, saltLength: 32 } : {}
  return sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363', ...padding })
}
