/** What is said of tasks, projects and conversations, in the reader's language. It comes with the views. */
import { en } from './en/work.ts'
import type { TextsOf } from './shape.ts'
import { alsoSpoken } from './texts.ts'

export let work: TextsOf<'work'> = en

await alsoSpoken('work', en, (texts) => {
  work = texts
})
