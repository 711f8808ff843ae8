/** What a use-case answers: the value, or a failure a caller can cause or must handle. Broken things are thrown instead. */
export type Result<T, F> = Ok<T> | Failed<F>
export type Ok<T> = { readonly ok: true; readonly value: T }
export type Failed<F> = { readonly ok: false; readonly failure: F }

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value })
export const fail = <const F>(failure: F): Failed<F> => ({ ok: false, failure })
