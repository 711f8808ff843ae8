import type { CreditPackage } from '@cashwrap/shared/contracts/credits'

export interface PackageGroup {
  creditType: string
  packages: CreditPackage[]
}

/** By type in the shop's order; types that the buyer has come first, for more of the same is what is mostly wanted. */
export function groupPackages(packages: readonly CreditPackage[], ownTypes: readonly string[]): PackageGroup[] {
  const types = [...new Set(packages.map(({ creditType }) => creditType))]
  const isOwn = (creditType: string) => ownTypes.includes(creditType)
  return [...types.filter(isOwn), ...types.filter((creditType) => !isOwn(creditType))].map((creditType) => ({
    creditType,
    packages: packages.filter((one) => one.creditType === creditType),
  }))
}
