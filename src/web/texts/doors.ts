/** What is said of the doors and the first run, in the reader's language. It comes with the views. */
import { en } from './en/doors.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let doors: TextsOf<'doors'> = en

await alsoSpoken('doors', en, (texts) => {
  doors = texts
})
