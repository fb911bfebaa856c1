/** What is said of the overview, in the reader's language. It comes with what shows it. */
import { en } from './en/overview.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let overview: TextsOf<'overview'> = en

await alsoSpoken('overview', en, (texts) => {
  overview = texts
})
