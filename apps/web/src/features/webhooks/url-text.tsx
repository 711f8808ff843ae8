import { Fragment } from 'react'
import { shortUrl } from './endpoint-words.ts'

/** An address that breaks its line after its slashes first, and anywhere if it must. */
export function UrlText({ url }: { url: string }) {
  const parts = shortUrl(url).split(/(?<=[^/]\/)(?=[^/])/)
  return parts.map((part, index) => (
    <Fragment key={parts.slice(0, index + 1).join('')}>
      {part}
      <wbr />
    </Fragment>
  ))
}
