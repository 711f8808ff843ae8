/** Where bought files lie: a folder, or anything that speaks S3. Keys are ours and never come from a caller. */
export interface FileStorage {
  put(key: string, content: Buffer, contentType: string): Promise<void>
  /** A link that gives the file under `fileName` until `expiresAt` and then stops working. */
  signedUrl(key: string, file: { fileName: string; contentType: string }, expiresAt: Date): Promise<string>
}
