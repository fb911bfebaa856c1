/** What is said of what presses, in the reader's language. It comes with what shows it. */
import { en } from './en/pressing.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let pressing: TextsOf<'pressing'> = en

await alsoSpoken('pressing', en, (texts) => {
  pressing = texts
})
