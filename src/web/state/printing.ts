/** Whether the page is laid out for paper: from just before it is printed until just after. */
import { signal } from '@preact/signals'

export const isPrinted = signal(false)

function layOut(forPaper: boolean): void {
  document.documentElement.classList.toggle('printed', forPaper)
  // What depends on it is drawn before the browser goes on: Preact draws in microtasks.
  isPrinted.value = forPaper
}

addEventListener('beforeprint', () => layOut(true))
addEventListener('afterprint', () => layOut(false))
