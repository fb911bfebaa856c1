/** Why the server refuses, in the reader's language. It comes with the first refusal: see api/client.ts. */
import { en } from './en/problems.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let problems: TextsOf<'problems'> = en

await alsoSpoken('problems', en, (texts) => {
  problems = texts
})
