interface PageTitleProps {
  children: string
  shopName: string | undefined
}

/** The document's title: the page, then the shop. */
export function PageTitle({ children, shopName }: PageTitleProps) {
  return <title>{shopName && children !== shopName ? `${children} · ${shopName}` : children}</title>
}
