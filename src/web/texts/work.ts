/** What is said of tasks, projects and conversations, in the reader's language. It comes with the views. */

import { alsoSpoken } from './texts.ts'
import { en } from './work/en.ts'
import type { WorkTexts } from './work/shape.ts'

export let work: WorkTexts = en

await alsoSpoken(async (language) => {
  work = language === 'de' ? (await import('./work/de.ts')).de : en
})
