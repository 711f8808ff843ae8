/**
 * The header that makes a browser save a file under its name (RFC 6266): a plain ASCII name for old clients and the real one
 * in UTF-8 (RFC 5987). Control characters and path separators become dashes.
 */
export function attachment(fileName: string): string {
  const safe = fileName.toWellFormed().replace(/[\p{Cc}/\\]/gu, '-')
  const ascii = safe.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_')
  const utf8 = encodeURIComponent(safe).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`
}
