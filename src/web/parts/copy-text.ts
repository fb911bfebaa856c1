import { t } from '../texts/texts.ts'
import { say } from './toasts.tsx'

/** Browsers have a clipboard only on https and on this machine; elsewhere a field is selected and copied. */
export async function copyText(text: string): Promise<void> {
  if (navigator.clipboard) await navigator.clipboard.writeText(text)
  else copyByHand(text)
  say(t.copied)
}

function copyByHand(text: string): void {
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}

/** Hands a file to the browser to be kept. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
