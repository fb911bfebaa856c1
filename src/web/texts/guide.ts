/** What is said of how a first event is reported, in the reader's language. It comes with what shows it. */
import { en } from './en/guide.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let guide: TextsOf<'guide'> = en

await alsoSpoken('guide', en, (texts) => {
  guide = texts
})
