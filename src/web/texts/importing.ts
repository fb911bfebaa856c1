/** The texts of a file of tasks that is brought along, in the reader's language. They come with its box. */
import { en } from './en/importing.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let importing: TextsOf<'importing'> = en

await alsoSpoken('importing', en, (texts) => {
  importing = texts
})
