import type { Worded } from '../shape.ts'
import type { en } from './en.ts'

export type AdministrationTexts = Worded<typeof en>
