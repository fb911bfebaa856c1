/**
 * The numbers about content, lessons and assessments, counted the slow way from a log of what was done. It
 * knows nothing of src/metrics.
 */
import { endOfDate, localDate, plusDays, tenths } from './brute-force.ts'

export interface TextState {
  at: number
  status: string
  isDeleted: boolean
}

export interface KnowledgeLog {
  time_zone: string
  created_at: number
  /** Every state of each text, the oldest first. */
  texts: TextState[][]
  generations: { started_at: number; finished_at: number; ok: boolean }[]
  completions: number[]
  submissions: number[]
}

const DAYS = 30

/** For now, or for the end of the local date `asOf`. */
export function bruteForceKnowledge(log: KnowledgeLog, now: number, asOf?: string) {
  const { time_zone } = log
  const date = asOf ?? localDate(time_zone, now)
  if (date < localDate(time_zone, log.created_at)) return null
  const end = Math.min(now, endOfDate(time_zone, date))
  const standing = log.texts
    .map((states) => states.findLast(({ at }) => at <= end))
    .filter((state) => state !== undefined && !state.isDeleted)
  const count = (status: string) => standing.filter((state) => state?.status === status).length
  const from = plusDays(date, 1 - DAYS)
  const isRecent = ({ finished_at }: { finished_at: number }) =>
    localDate(time_zone, finished_at) >= from && localDate(time_zone, finished_at) <= date
  const ended = log.generations.filter(isRecent)
  const made = ended.filter(({ ok }) => ok)
  const took = made.reduce((sum, { started_at, finished_at }) => sum + finished_at - started_at, 0)
  return {
    total_content: standing.length,
    published_content: count('published'),
    draft_content: count('draft'),
    review_content: count('review'),
    archived_content: count('archived'),
    content_created_today: bruteForceKnowledgeDay(log, date).content_created,
    avg_generation_time: made.length === 0 ? null : Number((tenths(took, made.length * 100) / 10).toFixed(2)),
    generations: [made.length, ended.length - made.length],
    failure_rate: ended.length === 0 ? null : tenths(100 * (ended.length - made.length), ended.length),
    total_lessons_completed: log.completions.filter((at) => at <= end).length,
    total_assessments: log.submissions.filter((at) => at <= end).length,
  }
}

/** What happened on a date, whatever became of it. */
export function bruteForceKnowledgeDay(
  { time_zone, texts, completions, submissions }: KnowledgeLog,
  date: string,
) {
  const isOn = (at: number) => localDate(time_zone, at) === date
  const published = texts.flatMap((states) =>
    states.filter(({ status }, i) => status === 'published' && states[i - 1]?.status !== 'published'),
  )
  return {
    content_created: texts.filter(([first]) => first && isOn(first.at)).length,
    content_published: published.filter(({ at }) => isOn(at)).length,
    lessons_completed: completions.filter(isOn).length,
    assessments_submitted: submissions.filter(isOn).length,
  }
}

/** The same numbers out of a dashboard's document. */
export function sameKnowledge({ content_metrics: content, engagement_metrics: engagement, notes }: any) {
  const { total_lessons_completed, total_assessments } = engagement
  if (content.total_content === null) {
    const values = [...Object.values(content), total_lessons_completed, total_assessments]
    return values.every((value) => value === null) ? null : { content, engagement }
  }
  const { n, failed, failure_rate } = notes.avg_generation_time
  return { ...content, generations: [n, failed], failure_rate, total_lessons_completed, total_assessments }
}
