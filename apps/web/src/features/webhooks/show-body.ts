/** JSON with its lines broken for reading; what is none stays as it is. */
export function showBody(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
