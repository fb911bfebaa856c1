/** What is said of the operations views, in the reader's language. It comes with the views. */
import { en } from './en/operations.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let operations: TextsOf<'operations'> = en

await alsoSpoken('operations', en, (texts) => {
  operations = texts
})
