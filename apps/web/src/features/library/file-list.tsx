import type { LibraryItem } from '@cashwrap/shared/contracts/library'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { readFailure } from '../../lib/failure.ts'
import { formatSize } from '../../lib/format-size.ts'
import { trpc } from '../../lib/trpc.ts'

type File = LibraryItem['files'][number]

/** The files of a download. Each press asks for a fresh link, which stops working after a while. */
export function FileList({ files }: { files: readonly File[] }) {
  return (
    <ul className="mt-2 divide-y divide-hairline">
      {files.map((file) => (
        <FileRow key={file.id} file={file} />
      ))}
    </ul>
  )
}

function FileRow({ file }: { file: File }) {
  const [isStarted, setIsStarted] = useState(false)
  const open = trpc.library.openDownload.useMutation({
    onSuccess: ({ url }) => {
      setIsStarted(true)
      window.location.assign(url)
    },
  })
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2.5">
      <span className="min-w-0">
        <span className="flex items-center gap-2 font-medium text-2">
          <Icon name="file" size={18} className="text-soft" />
          <span className="min-w-0 break-words">{file.fileName}</span>
        </span>
        <span className="tabular text-1 text-soft">
          {formatSize(file.sizeBytes)}, SHA-256 <code title={file.sha256}>{file.sha256.slice(0, 8)}…</code>
        </span>
      </span>
      <Button
        variant="quiet"
        className="text-2!"
        isBusy={open.isPending}
        onClick={() => open.mutate({ fileId: file.id })}
      >
        {!open.isPending && <Icon name="download" size={18} />}
        Download<span className="sr-only"> {file.fileName}</span>
      </Button>
      <span role="status" className="sr-only">
        {isStarted && `${file.fileName}: the download has begun`}
      </span>
      {open.error && <FailureMessage failure={readFailure(open.error)} className="w-full" />}
    </li>
  )
}
