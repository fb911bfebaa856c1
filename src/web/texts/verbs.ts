/** What people did, in the reader's language. It comes with the feeds that say it. */
import { en } from './en/verbs.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let verbs: TextsOf<'verbs'> = en

await alsoSpoken('verbs', en, (texts) => {
  verbs = texts
})
