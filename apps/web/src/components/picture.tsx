import { useTheme } from './theme.tsx'

interface PictureProps {
  seed: string
  kind: string
  /** Says what it shows where it stands alone; empty beside its own title. */
  alt?: string
  /** The pictures over the fold are fetched first. */
  isFirst?: boolean
  className?: string
}

const pathOf = (seed: string, kind: string, theme: 'light' | 'dark') =>
  `/pictures/${encodeURIComponent(seed)}-${kind}.svg?theme=${theme}`

/** The drawn picture of a product, 4 by 3, in the theme that is on. */
export function Picture({ seed, kind, alt = '', isFirst = false, className = '' }: PictureProps) {
  const { theme } = useTheme()
  const image = (shown: 'light' | 'dark') => (
    <img
      src={pathOf(seed, kind, shown)}
      alt={alt}
      width={800}
      height={600}
      loading={isFirst ? 'eager' : 'lazy'}
      fetchPriority={isFirst ? 'high' : 'auto'}
      decoding="async"
      className="block h-full w-full object-cover"
    />
  )
  return (
    <span className={`block aspect-4/3 overflow-hidden rounded-1 bg-sunk ${className}`}>
      {theme === 'system' ? (
        <picture>
          <source media="(prefers-color-scheme: dark)" srcSet={pathOf(seed, kind, 'dark')} />
          {image('light')}
        </picture>
      ) : (
        image(theme)
      )}
    </span>
  )
}
