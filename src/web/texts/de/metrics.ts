/** What metrics are called in German. */
import { upper } from './counting.ts'

/** The names of metrics, as people say them; the second is the title of a plot. */
const METRIC_NAMES: Record<string, readonly [name: string, each?: string]> = {
  daily_active_users: ['Aktive Personen', 'Aktive Personen an jedem Tag'],
  weekly_active_users: ['Aktiv in 7 Tagen', 'Personen, aktiv in 7 Tagen'],
  monthly_active_users: ['Aktiv in 30 Tagen', 'Personen, aktiv in 30 Tagen'],
  new_users: ['Neue Personen', 'Neue Personen an jedem Tag'],
  total_users: ['Personen', 'Personen am Ende jedes Tages'],
  sessions: ['Sitzungen', 'Sitzungen, die an jedem Tag begannen'],
  avg_session_duration: ['Sitzungsdauer', 'Mittlere Dauer einer Sitzung in 7 Tagen, in Minuten'],
  engagement_score: ['Beteiligung', 'Wert der Beteiligung in 7 Tagen'],
  user_retention: ['Wiedergekommen', 'Nach 30 Tagen wiedergekommen'],
  stickiness: ['Bindung', 'Bindung: die Aktiven eines Tages unter denen von 30'],
  growth_rate: ['Wachstum der Personen', 'Wachstum der Personen in 7 Tagen'],
  active_users_growth_rate: ['Wachstum der Aktiven', 'Wachstum der Aktiven von Woche zu Woche'],
  new_users_growth_rate: ['Wachstum der Neuen', 'Wachstum der neuen Personen von Woche zu Woche'],
  tasks_created: ['Angelegte Aufgaben', 'An jedem Tag angelegte Aufgaben'],
  tasks_completed: ['Erledigte Aufgaben', 'An jedem Tag erledigte Aufgaben'],
  content_created: ['Begonnene Inhalte', 'An jedem Tag begonnene Inhalte'],
  content_published: ['Veröffentlichte Inhalte', 'An jedem Tag veröffentlichte Inhalte'],
  lessons_completed: ['Abgeschlossene Lektionen', 'An jedem Tag abgeschlossene Lektionen'],
  assessments_submitted: ['Abgegebene Prüfungen', 'An jedem Tag abgegebene Prüfungen'],
  avg_generation_time: ['Erzeugungszeit', 'Mittlere Zeit, einen Text zu erzeugen, in Sekunden'],
  applications: ['Bewerbungen', 'Bewerbungen an jedem Tag'],
  hires: ['Einstellungen', 'Einstellungen an jedem Tag'],
  messages: ['Nachrichten', 'Nachrichten an jedem Tag'],
  active_chatters: ['Schreibende', 'Personen, die an jedem Tag schreiben'],
  weekly_active_chatters: ['Schreibende in 7 Tagen', 'Personen, die in 7 Tagen schreiben'],
}

export function metricName(metric: string): string {
  return METRIC_NAMES[metric]?.[0] ?? upper(metric.replaceAll('_', ' '))
}

/** The title of its plot. */
export function metricEachDay(metric: string): string {
  return METRIC_NAMES[metric]?.[1] ?? upper(metric.replaceAll('_', ' '))
}
