/** Data as text for a script element: no `<` that could end it. */
export const toScriptText = (data: Record<string, unknown>): string => JSON.stringify(data).replaceAll('<', '\\u003c')
