/** What is said of the operations views, in the reader's language. It comes with the views. */
import { en } from './operations/en.ts'
import type { OperationsTexts } from './operations/shape.ts'
import { alsoSpoken } from './texts.ts'

export let operations: OperationsTexts = en

await alsoSpoken(async (language) => {
  operations = language === 'de' ? (await import('./operations/de.ts')).de : en
})
