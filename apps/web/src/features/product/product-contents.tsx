import type { Product } from '@cashwrap/shared/contracts/catalogue'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Icon } from '../../components/icon.tsx'
import { formatSize } from '../../lib/format-size.ts'

/** What is in it: the words, what you get, the lessons, the files. */
export function ProductContents({ product }: { product: Product }) {
  const paragraphs = product.description.split(/\n\s*\n/).filter((paragraph) => paragraph.trim() !== '')
  return (
    <div className="max-w-measure space-y-10">
      {paragraphs.length > 0 && (
        <div className="space-y-4 text-3">
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </div>
      )}
      {product.includes.length > 0 && (
        <Section title="What you get">
          <ul className="space-y-2">
            {product.includes.map((item) => (
              <li key={item} className="flex items-start gap-3">
                <Icon name="check" size={18} className="mt-1 text-green" />
                {item}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {product.lessons.length > 0 && <Lessons slug={product.slug} lessons={product.lessons} />}
      {product.files.length > 0 && (
        <Section title={product.files.length === 1 ? 'The file' : `The ${product.files.length} files`}>
          <ul className="border-hairline border-t">
            {product.files.map((file) => (
              <li key={file.fileName} className="flex items-center gap-3 border-hairline border-b py-3">
                <Icon name="file" className="text-soft" />
                <span className="min-w-0 grow break-all">{file.fileName}</span>
                <span className="tabular whitespace-nowrap text-2 text-soft">{formatSize(file.sizeBytes)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}

function Lessons({ slug, lessons }: Pick<Product, 'slug' | 'lessons'>) {
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0)
  return (
    <Section title={lessons.length === 1 ? 'The lesson' : `The ${lessons.length} lessons`} aside={`${minutes} min`}>
      <ol className="border-hairline border-t">
        {lessons.map((lesson, index) => (
          <li key={lesson.title} className="flex items-baseline gap-4 border-hairline border-b py-3">
            <span aria-hidden="true" className="tabular w-6 text-right font-display text-2 text-soft">
              {index + 1}
            </span>
            <span className="min-w-0 grow">
              {lesson.title}
              {lesson.isPreview && (
                <Link
                  to="/library/$slug"
                  params={{ slug }}
                  search={{ lesson: index + 1 }}
                  className="link ml-3 inline-flex min-h-8 items-center font-semibold text-2 text-green"
                >
                  Read it<span className="sr-only">: {lesson.title}</span>
                </Link>
              )}
            </span>
            <span className="tabular whitespace-nowrap text-2 text-soft">{lesson.minutes} min</span>
          </li>
        ))}
      </ol>
    </Section>
  )
}

function Section({ title, aside, children }: { title: string; aside?: string; children: ReactNode }) {
  return (
    <section>
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="text-4">{title}</h2>
        {aside && <span className="tabular text-2 text-soft">{aside}</span>}
      </div>
      {children}
    </section>
  )
}
