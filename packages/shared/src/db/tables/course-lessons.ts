import type { Generated } from 'kysely'
import type { ProductId } from '../../ids/ids.ts'

export interface CourseLessonsTable {
  id: string
  product_id: ProductId
  position: number
  title: string
  minutes: number
  is_preview: Generated<boolean>
  body: string
}
