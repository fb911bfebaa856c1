import { copyText } from './copy-text.ts'
import { Icon } from './icon.tsx'

/** A text to be taken along, whatever becomes of the clipboard: a command, a link, a secret that is shown once. */
export function CopyBox({ text, label }: { text: string; label: string }) {
  return (
    <div class="secret">
      <span>{text}</span>
      <CopyButton text={text} label={label} />
    </div>
  )
}

export function CopyButton({ text, label }: { text: string; label: string }) {
  return (
    <button type="button" class="btn" onClick={() => void copyText(text)}>
      <Icon name="copy" />
      {label}
    </button>
  )
}
