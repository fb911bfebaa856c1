import type { Worded } from '../shape.ts'
import type { en } from './en.ts'

export type HiringTexts = Worded<typeof en>
