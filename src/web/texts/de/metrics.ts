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
  active_users: ['Jetzt aktiv'],
  tasks_by_status: ['Aufgaben nach Status'],
  overdue: ['Späte Aufgaben'],
  completion_rate: ['Erledigt von allen Aufgaben'],
  cycle_time_hours: ['Durchlaufzeit'],
  lead_time_hours: ['Zeit vom Anlegen an'],
  throughput: ['Erledigt von angelegt'],
  projects_by_status: ['Projekte nach Status'],
  projects_overdue: ['Späte Projekte'],
  applications_today: ['Bewerbungen heute'],
  hires_today: ['Einstellungen heute'],
  open_jobs: ['Offene Stellen'],
  jobs_by_status: ['Stellen nach Status'],
  applications_by_stage: ['Bewerbungen nach Stufe'],
  time_to_hire_days: ['Zeit bis zur Einstellung'],
  time_to_fill_days: ['Zeit bis zur Besetzung'],
  total_content: ['Inhalte'],
  published_content: ['Veröffentlichte Inhalte, Bestand'],
  draft_content: ['Inhalte im Entwurf'],
  review_content: ['Inhalte in Durchsicht'],
  archived_content: ['Archivierte Inhalte'],
  content_created_today: ['Heute begonnene Inhalte'],
  total_lessons_completed: ['Abgeschlossene Lektionen bisher'],
  total_assessments: ['Abgegebene Prüfungen bisher'],
  messages_today: ['Nachrichten heute'],
  retention: ['Wiederkehr derer, die zusammen begannen'],
  unbounded_retention: ['Wiederkehr: dann oder später aktiv'],
  lifecycle: ['Wer kam und wer wegblieb'],
  api_response_time: ['Antworten, 95 % binnen'],
  error_rate: ['Fehler'],
  cache_hit_rate: ['Im Speicher gefunden'],
  database_connections: ['Datenbankverbindungen'],
  cache_memory: ['Speicher für Antworten'],
}

export function metricName(metric: string): string {
  return METRIC_NAMES[metric]?.[0] ?? upper(metric.replaceAll('_', ' '))
}

/** The title of its plot. */
export function metricEachDay(metric: string): string {
  return METRIC_NAMES[metric]?.[1] ?? upper(metric.replaceAll('_', ' '))
}
