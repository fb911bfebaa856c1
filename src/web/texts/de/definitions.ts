/** What each number says and how it is made, in German, by its name in the API. */
import type { TextsOf } from '../shape.ts'

const OF_WHOLE_DAYS = (days: number) => `${days} ganze Tage; in der Übersicht bis gestern`
const TO_THE_DAY = (days: number) => `${days} Kalendertage bis zu diesem Tag`

const WINDOWS: Record<string, string> = {
  'the local day': 'der Kalendertag',
  now: 'jetzt',
  'the last 24 hours': 'die letzten 24 Stunden',
  'the last 60 minutes': 'die letzten 60 Minuten',
  '7 whole days; on the dashboard ending yesterday': OF_WHOLE_DAYS(7),
  '14 whole days; on the dashboard ending yesterday': OF_WHOLE_DAYS(14),
  '30 whole days; on the dashboard ending yesterday': OF_WHOLE_DAYS(30),
  '60 whole days; on the dashboard ending yesterday': OF_WHOLE_DAYS(60),
  '7 local days ending on the day': TO_THE_DAY(7),
  '30 local days ending on the day': TO_THE_DAY(30),
  '90 local days ending on the day': TO_THE_DAY(90),
  'from the beginning until the end of the day, or now':
    'von Anfang an bis zum Ende des Tages oder bis jetzt',
  'a local week or month': 'eine Woche oder ein Monat',
  'a local week or month after that of beginning': 'eine Woche oder ein Monat nach dem Beginn',
  'a local week or month after that of beginning, until now':
    'eine Woche oder ein Monat nach dem Beginn, bis jetzt',
}

const UNITS: Record<string, string> = {
  ...{ people: 'Personen', percent: 'Prozent', sessions: 'Sitzungen', minutes: 'Minuten', hours: 'Stunden' },
  ...{ days: 'Tage', seconds: 'Sekunden', milliseconds: 'Millisekunden', MiB: 'MiB', tasks: 'Aufgaben' },
  ...{ projects: 'Projekte', applications: 'Bewerbungen', hires: 'Einstellungen', jobs: 'Stellen' },
  ...{ 'content items': 'Texte', completions: 'Abschlüsse', attempts: 'Versuche', messages: 'Nachrichten' },
  ...{ connections: 'Verbindungen', 'score from 0 to 100': 'Wert von 0 bis 100' },
}

const AT_END = 'am Ende des Tages oder jetzt'

const NUMBERS: Record<string, readonly [sentence: string, formula: string]> = {
  total_users: ['Wie viele Personen es gibt.', `Personen ${AT_END}`],
  active_users: [
    'Wie viele Personen in den letzten 24 Stunden etwas taten.',
    'verschiedene Personen mit einem Ereignis in (jetzt - 24 h, jetzt]',
  ],
  new_users: [
    'Wie viele Personen zum ersten Mal da waren.',
    'Personen, deren erster Tag es ist; new_users_today für heute',
  ],
  growth_rate: [
    'Um wie viel die Zahl der Personen in einer Woche gewachsen ist.',
    '(Personen am Ende des Tages - Personen 7 Tage davor) / Personen 7 Tage davor * 100',
  ],
  active_users_growth_rate: [
    'Wie viel mehr oder weniger Personen in einer Woche aktiv waren als in der davor.',
    '(Aktive der Woche - die der Woche davor) / die der Woche davor * 100',
  ],
  new_users_growth_rate: [
    'Wie viel mehr oder weniger Personen in einer Woche neu waren als in der davor.',
    '(neue Personen in 7 Tagen - die der 7 Tage davor) / die der 7 Tage davor * 100',
  ],
  user_retention: [
    'Wie viele von denen, die in einem Monat aktiv waren, es auch im nächsten sind.',
    'Personen, aktiv in den letzten 30 Tagen und in den 30 davor / Personen, aktiv in den 30 davor * 100',
  ],
  daily_active_users: [
    'Wie viele verschiedene Personen an dem Tag etwas taten.',
    'verschiedene Personen mit einem Ereignis',
  ],
  weekly_active_users: [
    'Wie viele verschiedene Personen in 7 Tagen etwas taten.',
    'verschiedene Personen mit einem Ereignis',
  ],
  monthly_active_users: [
    'Wie viele verschiedene Personen in 30 Tagen etwas taten.',
    'verschiedene Personen mit einem Ereignis',
  ],
  stickiness: [
    'Welcher Teil der Aktiven eines Monats an einem Tag davon aktiv ist.',
    'Summe der Aktiven jedes Tages / (30 * Aktive in 30 Tagen) * 100',
  ],
  sessions: [
    'Wie oft jemand kam und etwas tat.',
    'Folgen von Ereignissen ohne Lücke über 30 Minuten, die an dem Tag begannen',
  ],
  avg_session_duration: [
    'Wie lange eine Sitzung im Mittel dauert.',
    'Summe der Dauern der Sitzungen, die begannen / ihre Zahl',
  ],
  engagement_score: [
    'Wie oft Personen kommen, wie viele es tun und wie viele etwas schaffen, in einer Zahl.',
    '100 * (0,4 * min(1, Summe der Aktiven jedes Tages / (5 * Personen)) + 0,3 * min(1, Aktive der Woche / Personen) + 0,3 * min(1, Aktive der Woche mit einer Kernhandlung / Personen))',
  ],
  tasks_created: [
    'Wie viele Aufgaben an dem Tag angelegt wurden.',
    'Aufgaben, die dazukamen, auch seither gelöschte',
  ],
  tasks_completed: [
    'Wie oft an dem Tag eine Aufgabe erledigt wurde.',
    'wie oft eine Aufgabe erledigt wurde, auch seither wieder geöffnete oder gelöschte',
  ],
  tasks_by_status: [
    'Wie viele Aufgaben in jedem Status sind.',
    `Aufgaben in jedem Status ${AT_END}, ohne die im Papierkorb`,
  ],
  overdue: [
    'Wie viele offene Aufgaben schon erledigt sein sollten.',
    `Aufgaben ${AT_END}, die weder erledigt noch abgebrochen sind und deren due_on vorbei oder due_at verstrichen ist`,
  ],
  completion_rate: [
    'Welcher Teil aller Aufgaben erledigt ist.',
    `erledigte Aufgaben / nicht abgebrochene Aufgaben * 100, ${AT_END}`,
  ],
  cycle_time_hours: [
    'Wie lange eine Aufgabe dauert, sobald sie begonnen ist.',
    'Median, auf 1 % genau, der Zeit vom ersten Wechsel auf in_progress bis zum letzten auf done, von Aufgaben, die an diesen Tagen erledigt wurden und es noch sind; nie begonnene bleiben außer Acht',
  ],
  lead_time_hours: [
    'Wie lange eine Aufgabe vom Anlegen an dauert.',
    'Median, auf 1 % genau, der Zeit vom Anlegen bis zum letzten Wechsel auf done, von Aufgaben, die an diesen Tagen erledigt wurden und es noch sind',
  ],
  throughput: [
    'Ob die Arbeit weniger wird: wie viele Aufgaben auf hundert, die dazukamen, erledigt wurden.',
    'Summe der erledigten Aufgaben / Summe der angelegten * 100',
  ],
  projects_by_status: [
    'Wie viele Projekte in jedem Status sind.',
    `Projekte in jedem Status ${AT_END}, ohne die im Papierkorb`,
  ],
  projects_overdue: [
    'Wie viele offene Projekte schon zu Ende sein sollten.',
    `Projekte ${AT_END}, die weder abgeschlossen noch archiviert sind und deren ends_on vorbei ist`,
  ],
  applications: [
    'Wie viele Bewerbungen an dem Tag kamen.',
    'Bewerbungen, die kamen, auch seither zurückgezogene oder gelöschte; applications_today für heute',
  ],
  applications_today: ['Wie viele Bewerbungen heute bisher kamen.', 'wie applications'],
  hires: [
    'Wie viele Angebote an dem Tag angenommen wurden.',
    'wie oft ein Angebot angenommen wurde, auch seither geplatzte; hires_today für heute',
  ],
  hires_today: ['Wie viele Angebote heute bisher angenommen wurden.', 'wie hires'],
  open_jobs: ['Wie viele Stellen offen sind.', `Stellen, die ${AT_END} offen sind, ohne die im Papierkorb`],
  jobs_by_status: [
    'Wie viele Stellen in jedem Status sind.',
    `Stellen in jedem Status ${AT_END}, ohne die im Papierkorb`,
  ],
  applications_by_stage: [
    'Wie viele Bewerbungen in jeder Stufe sind.',
    `Bewerbungen in jeder Stufe ${AT_END}, ohne die im Papierkorb`,
  ],
  time_to_hire_days: [
    'Wie lange es von der Bewerbung bis zur Annahme des Angebots dauert.',
    'Median der Kalendertage von der Bewerbung bis zur Annahme des Angebots, von denen, die an diesen Tagen eingestellt wurden und es noch sind',
  ],
  time_to_fill_days: [
    'Wie lange es vom Öffnen einer Stelle bis zur Annahme eines Angebots dauert.',
    'Median der Kalendertage vom ersten Öffnen der Stelle bis zur Annahme des Angebots, samt Pausen, von denen, die an diesen Tagen eingestellt wurden und es noch sind',
  ],
  total_content: [
    'Wie viele Texte es gibt, in welchem Status auch immer.',
    `Texte in jedem Status ${AT_END}, ohne die im Papierkorb`,
  ],
  published_content: ['Wie viele Texte veröffentlicht sind.', `Texte, die ${AT_END} veröffentlicht sind`],
  draft_content: ['Wie viele Texte Entwürfe sind.', `Texte, die ${AT_END} Entwurf sind`],
  review_content: ['Wie viele Texte auf Durchsicht warten.', `Texte, die ${AT_END} in Durchsicht sind`],
  archived_content: ['Wie viele Texte archiviert sind.', `Texte, die ${AT_END} archiviert sind`],
  content_created: [
    'Wie viele Texte an dem Tag begonnen wurden.',
    'Texte, die dazukamen, auch seither gelöschte; content_created_today für heute',
  ],
  content_created_today: ['Wie viele Texte heute bisher begonnen wurden.', 'wie content_created'],
  content_published: [
    'Wie oft an dem Tag ein Text veröffentlicht wurde.',
    'wie oft ein Text veröffentlicht wurde',
  ],
  avg_generation_time: [
    'Wie lange ein Modell im Mittel an einem Text schreibt.',
    'Summe von (finished_at - started_at) / Zahl der Texte, die ein Modell an diesen Tagen fertig schrieb; fehlgeschlagene bleiben außer Acht',
  ],
  lessons_completed: [
    'Wie viele Lektionen an dem Tag abgeschlossen wurden.',
    'Lektionen, die jemand abschloss, jede von jeder Person einmal',
  ],
  total_lessons_completed: [
    'Wie viele Lektionen seit dem Anfang abgeschlossen wurden.',
    'verschiedene (Person, Lektion), auch von Personen und Lektionen, die seither gegangen sind',
  ],
  assessments_submitted: [
    'Wie viele Prüfungen an dem Tag abgegeben wurden.',
    'Versuche, die abgegeben wurden',
  ],
  total_assessments: [
    'Wie viele Prüfungen seit dem Anfang abgegeben wurden.',
    'Versuche, die abgegeben wurden, auch von Prüfungen, die es nicht mehr gibt',
  ],
  messages: [
    'Wie viele Nachrichten an dem Tag geschrieben wurden.',
    'Nachrichten, die Mitglieder schrieben, auch seither gelöschte; messages_today für heute',
  ],
  messages_today: ['Wie viele Nachrichten heute bisher geschrieben wurden.', 'wie messages'],
  active_chatters: [
    'Wie viele verschiedene Personen an dem Tag eine Nachricht schrieben.',
    'verschiedene Mitglieder, die eine Nachricht schrieben',
  ],
  weekly_active_chatters: [
    'Wie viele verschiedene Personen in 7 Tagen eine Nachricht schrieben.',
    'verschiedene Mitglieder, die eine Nachricht schrieben',
  ],
  retention: [
    'Wie viele von denen, die in derselben Woche oder demselben Monat begannen, in einem späteren aktiv waren.',
    'Personen der Kohorte, aktiv in dem Zeitraum / alle, die in ihrem ersten begannen * 100',
  ],
  unbounded_retention: [
    'Wie viele von denen, die in derselben Woche oder demselben Monat begannen, in einem späteren oder danach aktiv waren.',
    'Personen der Kohorte, aktiv in dem Zeitraum oder einem späteren / alle, die in ihrem ersten begannen * 100',
  ],
  lifecycle: [
    'Wie viele Personen neu sind, wiederkamen, nach einer Weile zurückkehrten oder wegblieben.',
    'aktiv: new (begann darin), returning (aktiv in dem davor), resurrected (nicht); dormant: aktiv in dem davor und nicht darin',
  ],
  api_response_time: [
    'Binnen welcher Zeit 95 von hundert Anfragen beantwortet sind.',
    'das 95. Perzentil der Dauer der Anfragen der Organisation: der nächste Rang, auf 1 % genau',
  ],
  error_rate: [
    'Welcher Teil der Anfragen durch einen Fehler des Servers scheiterte.',
    'Anfragen der Organisation, die mit 5xx beantwortet wurden / alle * 100',
  ],
  cache_hit_rate: [
    'Welcher Teil der Antworten aufbewahrt war.',
    'Antworten der Organisation aus dem Speicher / Antworten, die er geben sollte * 100, ohne die, die neu zu berechnen waren',
  ],
  database_connections: [
    'Wie viele Verbindungen zur Datenbank offen sind.',
    'offene Verbindungen dieses Prozesses',
  ],
  cache_memory: [
    'Wie viel Speicher die aufbewahrten Antworten brauchen.',
    'Größe der Antworten, die dieser Prozess aufbewahrt',
  ],
}

export const de: TextsOf<'definitions'> = {
  said: ({ name, sentence, formula, window, unit }) => {
    const [meaning, made] = NUMBERS[name] ?? [sentence, formula]
    return { sentence: meaning, formula: made, window: WINDOWS[window] ?? window, unit: UNITS[unit] ?? unit }
  },
  missing: 'Warum sie fehlen kann',
}
