import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { useNotices } from './notices.tsx'

interface CopyButtonProps {
  text: string
  /** `Copy the secret` */
  label: string
  className?: string
}

/** Puts a text on the clipboard, and says whether that worked: a page without https may not. */
export function CopyButton({ text, label, className = '' }: CopyButtonProps) {
  const notices = useNotices()
  const copy = () =>
    navigator.clipboard === undefined
      ? Promise.reject(new Error('this page has no clipboard'))
      : navigator.clipboard.writeText(text)
  return (
    <Button
      variant="quiet"
      className={`text-2! ${className}`}
      onClick={() =>
        void copy().then(
          () => notices.show('Copied.'),
          () => notices.show('The browser does not allow that. Select the text and copy it by hand.'),
        )
      }
    >
      <Icon name="copy" size={18} />
      {label}
    </Button>
  )
}
