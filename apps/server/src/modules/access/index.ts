export type { FileStorage } from './domain/file-storage.ts'
