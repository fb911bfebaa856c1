/** The part of the dashboard about messages. */
import { dailyPoint } from './daily-metrics.ts'
import type { Dashboard } from './dashboard/schema.ts'
import type { DaySeries } from './day-series.ts'
import { immature, type Noted } from './formulas.ts'

export type ChatMetrics = Dashboard['chat_metrics']

/** Where none of it is known. */
export const NO_CHAT_METRICS: ChatMetrics = {
  messages_today: null,
  active_chatters: null,
  weekly_active_chatters: null,
}

export function chatMetrics(
  series: DaySeries,
  today: number,
  firstDay: number,
  take: (name: string, noted: Noted) => number | null,
): ChatMetrics {
  const { messages, chatters } = series.on(today)
  const { value } = dailyPoint('weekly_active_chatters', series, today - 1, firstDay, true)
  const weekly = value === null ? immature(firstDay, 1) : { value }
  return {
    messages_today: messages,
    active_chatters: chatters,
    weekly_active_chatters: take('weekly_active_chatters', weekly),
  }
}
