/** What a language has to say: all that English says, given the same, whatever the words. */
import type { en } from './en.ts'

export type Worded<T> = T extends string
  ? string
  : T extends (...given: infer Given) => infer Said
    ? (...given: Given) => Worded<Said>
    : T extends object
      ? { [K in keyof T]: Worded<T[K]> }
      : T

export type Texts = Worded<typeof en>
