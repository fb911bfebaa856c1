/** What is said of members, keys, the organization and the account, in the reader's language. It comes with the views. */
import { en } from './en/administration.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let administration: TextsOf<'administration'> = en

await alsoSpoken('administration', en, (texts) => {
  administration = texts
})
