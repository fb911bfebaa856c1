/** The dialog that keeps where one is under a name, once somebody asks for it. */
import { signal } from '@preact/signals'
import { lazily } from '../../parts/lazy.tsx'

const isOpen = signal(false)
const wasAsked = signal(false)

export function openSaveView(): void {
  wasAsked.value = true
  isOpen.value = true
}

const Form = lazily(async () => (await import('./save-view-form.tsx')).SaveView)

export function SaveView() {
  return wasAsked.value ? <Form isOpen={isOpen} /> : null
}
