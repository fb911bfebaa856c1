/** What numbers mean, in the reader's language. It comes with the views that say so. */
import { en } from './en/definitions.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let definitions: TextsOf<'definitions'> = en

await alsoSpoken('definitions', en, (texts) => {
  definitions = texts
})
