import { t } from '../texts/texts.ts'
import { say } from './toasts.tsx'

/**
 * Browsers have a clipboard only on https and on this machine, and may refuse it; a field is selected and
 * copied then.
 */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch {
    copyByHand(text)
  }
  say(t.copied)
}

function copyByHand(text: string): void {
  const focused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  // Nothing outside of an open dialog can be selected.
  const around = document.querySelector('dialog[open]') ?? document.body
  around.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
}

/** Hands a file to the browser to be kept. */
export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
