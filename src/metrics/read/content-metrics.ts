/** The part of the dashboard about content. */
import type { Sketch } from '../../lib/sketch.ts'
import type { WorkNumbers } from '../stocks/read-work.ts'
import type { Dashboard } from './dashboard/schema.ts'
import type { DaySeries } from './day-series.ts'
import { averageGenerationTime, type Noted } from './formulas.ts'

export type ContentMetrics = Dashboard['content_metrics']

/** Where none of it is known. */
export const NO_CONTENT_METRICS: ContentMetrics = {
  total_content: null,
  published_content: null,
  draft_content: null,
  review_content: null,
  archived_content: null,
  content_created_today: null,
  avg_generation_time: null,
}

export function contentMetrics(
  { stocks: s, times }: WorkNumbers,
  series: DaySeries,
  today: number,
  take: (name: string, noted: Noted) => number | null,
): ContentMetrics {
  return {
    total_content: s.content_draft + s.content_review + s.content_published + s.content_archived,
    published_content: s.content_published,
    draft_content: s.content_draft,
    review_content: s.content_review,
    archived_content: s.content_archived,
    content_created_today: series.on(today).content_created,
    avg_generation_time: take('avg_generation_time', generationTime(series, today, times.generation)),
  }
}

/** The mean is exact; beside it where most of them lie, within 1 %. */
function generationTime(series: DaySeries, today: number, times: Sketch): Noted {
  const { value, note } = averageGenerationTime(series, today)
  if (value === null) return { value, ...(note && { note }) }
  return { value, note: { ...note, median: seconds(times, 50), p95: seconds(times, 95) } }
}

function seconds(times: Sketch, percent: number): number | null {
  const ms = times.percentile(percent)
  return ms === null ? null : Math.round(ms / 10) / 100
}
