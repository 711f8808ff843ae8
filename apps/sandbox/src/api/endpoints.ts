import type { Endpoint } from '../wire/endpoint.ts'

/** Every operation the sandbox emulates. The README lists them, and a test compares the two. */
export const ENDPOINTS: readonly Endpoint[] = []
