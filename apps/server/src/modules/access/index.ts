export type { FileStorage } from './domain/file-storage.ts'
export {
  claimGrants,
  type GrantSource,
  grantAccess,
  type NewGrant,
  type Owner,
  ownedProducts,
  revokeAccess,
} from './grant-store.ts'
