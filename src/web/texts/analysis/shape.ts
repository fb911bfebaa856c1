import type { Worded } from '../shape.ts'
import type { en } from './en.ts'

export type AnalysisTexts = Worded<typeof en>
