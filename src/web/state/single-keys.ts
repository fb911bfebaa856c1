/** Whether single keys are commands; who dictates, or whose hands tremble, may switch them off. */
import { signal } from '@preact/signals'

export const singleKeys = signal(localStorage.getItem('single-keys') !== 'off')

export function setSingleKeys(isOn: boolean): void {
  if (isOn) localStorage.removeItem('single-keys')
  else localStorage.setItem('single-keys', 'off')
  singleKeys.value = isOn
}
