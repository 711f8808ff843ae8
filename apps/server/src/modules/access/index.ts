export type { FileLabel, FileStorage, FollowedLink, StoredFile } from './domain/file-storage.ts'
export {
  claimGrants,
  closeAccess,
  findAccess,
  type GrantSource,
  grantAccess,
  type NewGrant,
  type Owner,
  openAccess,
  ownedProducts,
  revokeAccess,
} from './grant-store.ts'
export { listLibrary } from './list-library.ts'
export { openCourse } from './open-course.ts'
export { openDownload } from './open-download.ts'
