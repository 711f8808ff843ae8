import type { StaffSite } from '@cashwrap/shared/contracts/sites'
import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { ConfirmDialog } from '../../components/confirm-dialog.tsx'
import { FailureMessage } from '../../components/failure-message.tsx'
import { Icon } from '../../components/icon.tsx'
import { Select } from '../../components/select.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useSiteChanges } from './use-site-changes.ts'

const SPANS = [
  { value: '15', label: '15 minutes' },
  { value: '60', label: 'an hour' },
  { value: '240', label: '4 hours' },
  { value: '1440', label: 'a day' },
]

/** What can be decided about a site; each says what it means before it is done. */
export function SiteActions({ site }: { site: StaffSite }) {
  const [asked, setAsked] = useState<'disable' | 'reopen' | null>(null)
  const [reason, setReason] = useState('')
  const [minutes, setMinutes] = useState('15')
  const changes = useSiteChanges(site.id)
  const close = () => setAsked(null)
  const isActive = site.status === 'active'
  const failure = changes.enable.failure ?? changes.sendTest.failure
  return (
    <>
      <div className="flex flex-wrap gap-3">
        {!isActive && (
          <Button className="text-2!" isBusy={changes.enable.isBusy} onClick={changes.enable.run}>
            Enable
          </Button>
        )}
        <Button variant="quiet" className="text-2!" isBusy={changes.sendTest.isBusy} onClick={changes.sendTest.run}>
          <Icon name="send" size={18} />
          Send a test
        </Button>
        <Button variant="quiet" className="text-2!" onClick={() => setAsked('reopen')}>
          Let it register anew
        </Button>
        {isActive && (
          <Button variant="quiet" className="text-2!" onClick={() => setAsked('disable')}>
            Disable
          </Button>
        )}
      </div>
      {failure && <FailureMessage failure={failure} className="mt-4" />}
      <ConfirmDialog
        isOpen={asked === 'disable'}
        onClose={close}
        title="Disable this site?"
        action="Disable it"
        isBusy={changes.disable.isBusy}
        failure={changes.disable.failure}
        onConfirm={() => changes.disable.run(reason.trim(), close)}
      >
        <p>
          From now on its calls are refused: its users cannot buy or use credits there. What they have stays theirs.
        </p>
        <TextField
          label="Reason"
          hint="Told to the site and shown to its owner. It may be left empty."
          autoComplete="off"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'reopen'}
        onClose={close}
        title="Let it register anew?"
        action="Open its registration"
        isBusy={changes.reopen.isBusy}
        failure={changes.reopen.failure}
        onConfirm={() => changes.reopen.run(Number(minutes), close)}
      >
        <p>
          For a site that lost its credentials. Whoever registers with this instance’s id in that time gets new ones,
          and the old ones end at that moment. Until then the old ones stay good.
        </p>
        <p>Have its owner ready, and keep it short.</p>
        <Select label="Open for" value={minutes} options={SPANS} onValueChange={setMinutes} />
      </ConfirmDialog>
    </>
  )
}
