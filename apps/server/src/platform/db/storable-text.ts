/** Postgres keeps no NUL in `text`: what has one matches nothing, and asking would be an error. */
export const isStorableText = (text: string): boolean => !text.includes('\0')
