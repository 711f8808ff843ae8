import type { FileId, ProductId } from '../../ids/ids.ts'

export interface DigitalFilesTable {
  id: FileId
  product_id: ProductId
  position: number
  file_name: string
  content_type: string
  size_bytes: number
  sha256: string
  storage_key: string
}
