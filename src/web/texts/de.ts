/** All that the page says, in German. The shape is that of `en.ts`. */

import { longDay, longWeekday } from '../format/dates.ts'
import { dayOfYear, daysBetween, weekOf } from '../format/days.ts'
import { count, percent, plain, signedPercent, toHundredth } from '../format/numbers.ts'
import { of, people, requests, tasks, upper } from './german.ts'
import type { Texts } from './shape.ts'

/** "gestern", "vor 292 Tagen" */
function ago(n: number): string {
  return n === 1 ? 'gestern' : `vor ${of(n, 'Tag', 'Tagen')}`
}

const WORDS = [
  'keine',
  'eine',
  'zwei',
  'drei',
  'vier',
  'fünf',
  'sechs',
  'sieben',
  'acht',
  'neun',
  'zehn',
  'elf',
  'zwölf',
]

/** Kleine Zahlen sind Wörter im Satz. */
function word(value: number): string {
  return WORDS[value] ?? count(value)
}

/** What is usual: "kaum welche", "etwa 6". */
function about(value: number): string {
  return value < 0.5
    ? 'kaum welche'
    : `etwa ${plain(value < 10 ? Math.round(value * 2) / 2 : Math.round(value))}`
}

function things(value: number, what: 'people' | 'sessions'): string {
  if (what === 'people')
    return value === 0 ? 'niemand war aktiv' : `${people(value)} ${value === 1 ? 'war' : 'waren'} aktiv`
  return value === 0
    ? 'keine Sitzung begann'
    : `${of(value, 'Sitzung', 'Sitzungen')} ${value === 1 ? 'begann' : 'begannen'}`
}

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

/** What the API says of what is missing, by its words. */
const REASONS: Record<string, string> = {
  immature: 'jünger, als dafür nötig ist',
  'before the organization began': 'bevor die Organisation begann',
  'the organization had not begun': 'die Organisation hatte noch nicht begonnen',
  'the day has not ended': 'der Tag ist noch nicht vorbei',
  'the period has not ended': 'der Zeitraum ist noch nicht vorbei',
  'no users before': 'davor war niemand da',
  'nobody was active in the week before': 'in der Woche davor war niemand aktiv',
  'there were no new users in the week before': 'in der Woche davor kam niemand neu dazu',
  'there was nothing in the period before': 'im Zeitraum davor war nichts',
  'nobody was active in the 30 days before': 'in den 30 Tagen davor war niemand aktiv',
  'nobody was active': 'niemand war aktiv',
  'nobody began': 'niemand begann',
  'nobody was hired': 'niemand wurde eingestellt',
  'no users': 'niemand ist da',
  'no sessions': 'keine Sitzungen',
  'no values': 'keine Werte',
  'no text was generated': 'kein Text wurde erzeugt',
  'there are no tasks': 'es gibt keine Aufgaben',
  'no task was created': 'keine Aufgabe wurde angelegt',
  'no task was completed': 'keine Aufgabe wurde erledigt',
  'no task was completed that had been in progress': 'keine begonnene Aufgabe wurde erledigt',
  'known of the present only, not of a past day': 'nur von jetzt bekannt, nicht von einem vergangenen Tag',
  'no requests in the last 60 minutes': 'keine Anfragen in den letzten 60 Minuten',
  'nothing was asked of the cache': 'der Zwischenspeicher wurde nichts gefragt',
  'fewer than four of each weekday': 'weniger als vier von jedem Wochentag',
  'four weeks before a day are needed': 'vier Wochen vor einem Tag sind nötig',
  'weekdays can be told from a trend from 21 days on':
    'Wochentage lassen sich erst ab 21 Tagen von einer Richtung unterscheiden',
  'every day is the same': 'jeder Tag ist gleich',
  'every week is the same': 'jede Woche ist gleich',
  'every week was the same so far: there is no error to learn from':
    'jede Woche war bisher gleich: es gibt keinen Fehler, aus dem zu lernen wäre',
  'the mean is not above zero': 'das Mittel liegt nicht über null',
  'each day is too much like the one before': 'jeder Tag gleicht zu sehr dem Tag davor',
  'the level has shifted within the last four weeks':
    'die Höhe hat sich in den letzten vier Wochen verschoben',
  'the forecast has been no better than repeating the week before':
    'die Vorhersage war nicht besser, als die Woche davor zu wiederholen',
  'only of periods of whole days: 7d, 30d, 90d': 'nur von Zeiträumen ganzer Tage',
  'one of the two days never was in this time zone': 'einen der beiden Tage gab es in dieser Zeitzone nie',
}

const BY_CODE: Record<string, string> = {
  too_few_days: 'zu wenige Tage',
  counts_only: 'nur für Zählungen eines Tages',
  no_hours: 'wird nicht nach Stunden gezählt',
  not_built: 'wird für diese Version von Almanac gezählt: in ein paar Minuten wieder',
}

export const de: Texts = {
  metric: (name) => METRIC_NAMES[name]?.[0] ?? upper(name.replaceAll('_', ' ')),
  metricEachDay: (name) => METRIC_NAMES[name]?.[1] ?? upper(name.replaceAll('_', ' ')),

  email: 'E-Mail',
  password: 'Passwort',
  organization: 'Organisation',
  timeZone: 'Zeitzone',
  apiDocuments: 'API-Dokumente',
  version: (version) => `Almanac ${version}`,
  zoneNow: (zone, time) => `${zone}, jetzt ${time}`,
  notConnected: 'Almanac hat nicht geantwortet. Nichts wurde geändert; versuchen Sie es noch einmal.',
  fieldWrong: (what) => `Die Angabe ${what}.`,
  cancel: 'Abbrechen',
  undo: 'Rückgängig',
  save: 'Speichern',
  saved: 'Gespeichert.',
  keepAsIs: 'Alles lassen, wie es ist',
  nobody: 'niemand',
  somebody: 'jemand',
  close: 'Schließen',

  frame: {
    skip: 'Zum Inhalt',
    main: 'Hauptmenü',
    menu: 'Menü',
    more: 'Mehr',
    search: 'Suchen oder gehen zu …',
    unread: (n) =>
      n === 0 ? 'Benachrichtigungen' : of(n, 'ungelesene Benachrichtigung', 'ungelesene Benachrichtigungen'),
    account: 'Ihr Konto',
    signOut: 'Abmelden',
    theme: { light: 'Hell', dark: 'Dunkel', system: 'Wie das System' },
    late: (n) => [count(n), 'spät'],
    otherLanguage: 'Sprache',
    saved: 'Gemerkt',
    groups: { numbers: 'Zahlen', work: 'Arbeit', administration: 'Verwaltung', instance: 'Instanz' },
    views: {
      overview: 'Übersicht',
      explore: 'Erkunden',
      retention: 'Wiederkehr',
      activity: 'Ereignisse',
      tasks: 'Aufgaben',
      projects: 'Projekte',
      conversations: 'Gespräche',
      content: 'Inhalte',
      courses: 'Kurse',
      assessments: 'Prüfungen',
      hiring: 'Einstellung',
      members: 'Mitglieder',
      keys: 'API-Schlüssel',
      organization: 'Organisation',
      operations: 'Betrieb',
      account: 'Sie',
      definitions: 'Definitionen',
    },
    live: (time) => `Aktuell, ${time}`,
    refreshing: 'Wird aufgefrischt',
    notLive: 'Nicht aktuell',
    lostSince: (time) => `Keine Verbindung seit ${time}`,
    lost: (time) =>
      `Keine Verbindung seit ${time}. Diese Zahlen sind von da; es wird von selbst wieder versucht.`,
    limited: (time) =>
      `Für jetzt oft genug gefragt: um ${time} wird wieder aufgefrischt, wie es die Grenze dieses Plans erlaubt.`,
    linkOf: (name) => `Dieser Link gehört zu ${name}.`,
    switchTo: (name) => `Zu ${name} wechseln`,
    tryNow: 'Jetzt versuchen',
    refresh: 'Auffrischen',
    signedOut: 'Sie wurden abgemeldet: diese Sitzung wurde von einem anderen Gerät aus beendet.',
    signInAgain: 'Anmelden',
    notFound: 'Eine solche Seite gibt es nicht.',
    toOverview: 'Zur Übersicht',
    title: (view, organization) => `${view} · ${organization} · Almanac`,
    titleOfDay: (date, view, organization) => `Stand ${date} · ${view} · ${organization} · Almanac`,
    yourOrganizations: 'Ihre Organisationen',
    notBuiltYet: 'Diese Ansicht kommt mit einer späteren Version. Die API hat es schon:',
  },

  days: {
    day: 'Tag',
    before: 'Der Tag davor',
    after: 'Der Tag danach',
    monthBefore: 'Der Monat davor',
    monthAfter: 'Der Monat danach',
    goTo: 'Zu einem Tag gehen',
    typeDate: 'Oder tippen Sie ein Datum',
    noSuchDay: 'Einen solchen Tag gibt es hier nicht. Versuchen Sie 8.3.2026, 8. März oder gestern.',
    range: (began, organization) =>
      `Vom ${began}, als ${organization} begann, bis heute. Balken: aktive Personen.`,
    backToToday: 'Zurück zu heute',
    asItStood: 'Stand am Ende des Tages',
    soFar: (time, day) => `Bisher, bis ${time} · Tag ${dayOfYear(day)}, Woche ${weekOf(day)}`,
    past: (name, day, today) =>
      `Sie sehen die Vergangenheit: **alles hier hat den Stand vom Ende des Tages ${name}**, ${ago(daysBetween(day, today))}.`,
    strip: (n) => `Aktive Personen an jedem von ${of(n, 'Tag', 'Tagen')}`,
  },

  bell: {
    title: 'Benachrichtigungen',
    markAll: 'Alle als gelesen markieren',
    empty:
      'Nichts Neues. Sie erfahren es, wenn eine Aufgabe Ihre wird, mit Ihnen geteilt wird oder jemand Sie erwähnt.',
    unread: '(ungelesen)',
    aKey: 'Eine App',
    noTitle: 'etwas, das Sie nicht mehr sehen',
    task_assigned: (who, title) => `**${who}** hat Ihnen **${title}** übertragen`,
    task_shared: (who, title) => `**${who}** hat **${title}** mit Ihnen geteilt`,
    mention: (who, title) => `**${who}** hat Sie in **${title}** erwähnt`,
    application_received: (_who, title) => `**${title}** hat sich auf eine Ihrer Stellen beworben`,
    content_published: (_who, title) => `**${title}** von Ihnen ist veröffentlicht`,
    invitation_accepted: (who, _title) => `**${who}** hat Ihre Einladung angenommen`,
    backup_failed: () => 'Die Sicherung dieser Instanz ist fehlgeschlagen',
  },

  search: {
    found: 'Gefunden',
    goTo: 'Gehen zu',
    do: 'Tun',
    theme: 'Hell oder dunkel',
    newTask: 'Neue Aufgabe',
    saveView: 'Diese Ansicht merken',
    saveViewAs: 'Ihr Name',
    kinds: {
      ...{ task: 'Aufgabe', project: 'Projekt', message: 'Nachricht', content: 'Text', lesson: 'Lektion' },
      ...{
        job: 'Stelle',
        candidate: 'Person',
        content_comment: 'Kommentar',
        lesson_comment: 'Kommentar',
        application: 'Bewerbung',
        application_file: 'Datei',
        note: 'Notiz',
      },
    },
    nothing: (q) => `Nichts gefunden für „${q}“. Gefunden werden ganze Wörter; gard* findet Anfänge.`,
  },

  keys: {
    title: 'Tasten',
    list: [
      ['Suchen oder gehen zu', ['/']],
      ['Übersicht, Erkunden, Wiederkehr', ['G', 'O', 'E', 'R']],
      ['Benachrichtigungen', ['N']],
      ['Auffrischen', ['R']],
      ['Das Letzte rückgängig machen', ['Z']],
      ['Hell oder dunkel', ['Umschalt', 'T']],
      ['Der Tag davor, danach', ['[', ']']],
      ['Die Woche davor, danach', ['{', '}']],
      ['Zu einem Tag gehen', ['D']],
      ['Zurück zu heute', ['T']],
      ['In einem Bild: Punkt für Punkt', ['←', '→']],
      ['In einem Bild: der nächste ungewöhnliche Tag', ['U']],
      ['In einem Bild: die Tabelle', ['V']],
      ['Neue Aufgabe', ['C']],
      ['Diese Tasten', ['?']],
    ],
  },

  almanac: 'Almanac',
  tryAgain: 'Noch einmal',
  between: ({ low, high }) => `${plain(low)} bis ${plain(high)}`,
  copied: 'Kopiert.',
  copyDetails: 'Einzelheiten kopieren',
  failed: (status) =>
    status === 403
      ? 'Das darf nur, wer verwaltet.'
      : status === 404
        ? 'Das ist nicht hier, oder nicht für Sie.'
        : status === 429
          ? 'Für jetzt oft genug gefragt. Dieser Teil kommt von selbst wieder.'
          : status === 503
            ? 'Die Zahlen werden nach einer Aktualisierung neu aufgebaut. Dieser Teil kommt von selbst wieder.'
            : 'Diese Zahlen konnten nicht gelesen werden. Der Rest der Seite ist davon nicht betroffen.',

  take: { table: 'Tabelle', copy: 'Kopieren' },

  plot: {
    role: 'Bild',
    name: (name) => `${name}. Pfeiltasten gehen von Tag zu Tag; V zeigt die Tabelle.`,
    unusual: 'Ungewöhnlich: erwartet',
    isUnusual: 'ungewöhnlich',
    expected: (value) => `${plain(value)} erwartet`,
    forecast: 'Vorhersage',
    of100: (n) => (n === 95 ? '95 von 100 solchen Tagen' : '80 von 100'),
    soFar: 'bisher',
    today: 'heute',
    noValue: 'Kein Wert',
    since: (day, side) => `seit ${day}: ${side === 'above' ? 'mehr' : 'weniger'}`,
  },

  reason: (reason) => {
    if (reason === undefined) return ''
    const sentence = reason.split('; ').at(-1) ?? ''
    return REASONS[reason] ?? REASONS[sentence] ?? BY_CODE[codeLike(sentence)] ?? reason
  },

  story: {
    yesterday: 'Gestern',
    thisDay: 'Dieser Tag',
    firstTime: (first, all) =>
      first === all
        ? 'Alle waren zum ersten Mal da.'
        : `${upper(word(first))} der ${word(all)} ${first === 1 ? 'war' : 'waren'} zum ersten Mal da.`,
    comparedWith: (weekday) =>
      `Verglichen mit den Tagen davor, die auch ein ${longWeekday(weekday)} waren; etwa ein normaler Tag von hundert wird zu Unrecht ungewöhnlich genannt.`,
    quietDay: (when, { value, expected, weekday }, what) =>
      `${when} war ungewöhnlich still: **${things(value, what)}**, wo an einem ${longWeekday(weekday)} ${about(expected)} üblich sind.`,
    unusual: (when, active, sessions, { expected, weekday }) => {
      const what =
        active !== null && sessions !== null
          ? `**${people(active)}** ${active === 1 ? 'war aktiv und begann' : 'waren aktiv und begannen'} **${of(sessions, 'Sitzung', 'Sitzungen')}**`
          : active !== null
            ? `**${people(active)}** ${active === 1 ? 'war' : 'waren'} aktiv`
            : `**${of(sessions ?? 0, 'Sitzung', 'Sitzungen')}** ${sessions === 1 ? 'begann' : 'begannen'}`
      return `${when} war ungewöhnlich: ${what}. An einem ${longWeekday(weekday)} sind es sonst ${about(expected)}.`
    },
    shift: (since, side, what, now, before) =>
      `Seit ${longDay(since)} gibt es ${side === 'above' ? 'mehr' : 'weniger'} ${what === 'people' ? 'aktive Personen' : 'Sitzungen'} als davor: **${about(now)} am Tag**, davor ${about(before)}.`,
    shiftRests: (n) =>
      `${upper(word(n))} ungewöhnliche Tage auf einer Seite innerhalb einer Woche heißen Verschiebung.`,
    week: (what, now, before) =>
      what === 'new'
        ? `In den letzten sieben ganzen Tagen ${now === 1 ? 'kam' : 'kamen'} **${people(now)}** zum ersten Mal, in der Woche davor ${before === 0 ? 'niemand' : count(before)}.`
        : `**${people(now)}** ${now === 1 ? 'war' : 'waren'} in den letzten sieben ganzen Tagen aktiv, ${now > before ? 'mehr' : 'weniger'} als die ${count(before)} der Woche davor.`,
    tested: (p) =>
      p < 0.001
        ? 'Zufall allein macht einen solchen Unterschied in weniger als einer von tausend Wochen.'
        : `Zufall allein macht einen solchen Unterschied in ${plain(p * 100)} von hundert Wochen.`,
    direction: (way, by) =>
      `Über 90 Tage ${way === 'rising' ? '**steigt**' : '**fällt**'} die Zahl der Personen, die an jedem Tag aktiv sind, um etwa ${toHundredth(by)} in der Woche.`,
    directionRests: ({ low, high }) =>
      `Alles von ${toHundredth(low * 7)} bis ${toHundredth(high * 7)} in der Woche passt dazu; Wochentage sind berücksichtigt.`,
    quiet: (unusual, late) => {
      const said =
        unusual.length === 0
          ? 'Kein ungewöhnlicher Tag in den letzten 30'
          : unusual.length === 1
            ? `Ein ungewöhnlicher Tag in den letzten 30: ${longDay(unusual[0] ?? '')}`
            : `${upper(word(unusual.length))} ungewöhnliche Tage in den letzten 30`
      return late === 0 ? `${said}.` : `${said}. **${tasks(late)}** ${late === 1 ? 'ist' : 'sind'} spät.`
    },
    quietRests:
      'Nichts in dieser Woche unterscheidet sich von der letzten mehr, als Zufall es macht. In einem kleinen Team kann auch halb so viel Zufall sein.',
    tooYoung: 'Die Zahlen sind noch jung.',
    tooYoungRests: 'Ungewöhnliche Tage zeigen sich nach 29 ganzen Tagen, eine Richtung nach 21.',
    notBegun: 'An diesem Tag hatte die Organisation noch nicht begonnen.',
    pastDay: (active, first) =>
      active === 0
        ? 'An diesem Tag war niemand aktiv.'
        : `**${people(active)}** ${active === 1 ? 'war' : 'waren'} aktiv${first === 0 ? '' : first === active ? ', zum ersten Mal' : `, ${word(first)} davon zum ersten Mal`}.`,
    pastRests: (unusual) =>
      unusual === 0
        ? 'Keiner der 90 Tage wurde ungewöhnlich gefunden.'
        : unusual === 1
          ? 'Einer der 90 Tage wurde ungewöhnlich gefunden.'
          : `${upper(word(unusual))} der 90 Tage wurden ungewöhnlich gefunden.`,
    see: 'Die Tage ansehen',
  },

  cards: {
    label: 'Personen',
    activeToday: 'Heute aktiv',
    activeThatDay: 'An dem Tag aktiv',
    active7: 'Aktiv in 7 Tagen',
    active30: 'Aktiv in 30 Tagen',
    newPeople: 'Neue Personen',
    people: 'Personen',
    cameBack: 'Wiedergekommen',
    sessionLength: 'Sitzungsdauer',
    score: 'Beteiligung',
    until: (time) => `bis ${time}`,
    now: 'jetzt',
    atEnd: 'am Ende des Tages',
    of30: 'von 30 Tagen davor',
    days7: '7 Tage',
    soFar: 'bisher',
    of100: 'von 100',
    open: (name) => `${name}: erkunden`,
    expected: (low, high) =>
      low === high
        ? `${count(low)} bis Mitternacht erwartet`
        : `${count(low)} bis ${count(high)} bis Mitternacht erwartet`,
    mean90: (mean) => `Mittel von 90 Tagen: ${plain(mean)}`,
    weekBefore: (now, before, significant) => {
      const from = before === 0 ? 'keine' : count(before)
      if (now === before) return now === 0 ? 'keine in der Woche davor' : 'so viele wie in der Woche davor'
      if (!significant) return `${from} in der Woche davor; kann Zufall sein`
      return `**${now > before ? '↑' : '↓'} von ${from}** in der Woche davor`
    },
    before30: (before) => `${before === 0 ? 'keine' : count(before)} in den 30 Tagen davor`,
    twoWeeks: 'verglichen nach zwei ganzen Wochen',
    more: (by, share) => {
      const written = share === null || by === 0 ? '' : ` (${signedPercent(share)})`
      return by === 0
        ? 'so viele wie vor einer Woche'
        : `${count(Math.abs(by))} ${by > 0 ? 'mehr' : 'weniger'} als vor einer Woche${written}`
    },
    sixtyDays: 'nach 60 ganzen Tagen',
    firstDay: 'ab morgen, mit dem ersten ganzen Tag',
    likely: (low, high) => `wahrscheinlich ${percent(low)} bis ${percent(high)}`,
    ofPeople: (n, all) => `${count(n)} von ${count(all)}`,
    meanOf: (sessions) => (sessions === 1 ? 'eine Sitzung' : `Mittel von ${count(sessions)} Sitzungen`),
    components: (reach, core, frequency) =>
      `erreicht ${percent(reach)}, Kern ${percent(core)}, Häufigkeit ${percent(frequency)}`,
    few: 'wenige',
    fewTitle: 'weniger als 20 wurden gezählt',
  },

  overview: {
    activeEachDay: 'Aktive Personen an jedem Tag',
    explore: 'Erkunden',
    forecast: 'Vorhersage: 95 % und 80 %',
    forecastThen: 'Vorhersage von diesem Tag: 95 % und 80 %',
    oneColumn: (zone) => `Eine Säule je Tag, ${zone}`,
    columns: { day: 'Tag', active: 'Aktive Personen', note: 'Anmerkung' },
    last24: 'Letzte 24 Stunden',
    events: (n) => of(n, 'Ereignis', 'Ereignisse'),
    all: 'Alle',
    yesterday: 'Gestern',
    midnight: 'Mitternacht',
    hours: 'Ereignisse in jeder der letzten 24 Stunden',
    nobody: 'In den letzten 24 Stunden tat niemand etwas.',
    times: (n) => `× ${count(n)}`,
    presentOnly: 'Nur von jetzt bekannt, nicht von einem vergangenen Tag.',
    activityThen: 'Die Liste der Ereignisse zeigt die letzten 24 Stunden der Gegenwart.',
    exportDay: (day) => `Die Ereignisse vom ${day} exportieren`,
    work: 'Arbeit',
    tasks: 'Aufgaben',
    statuses: { todo: 'Zu tun', in_progress: 'In Arbeit', done: 'Erledigt', cancelled: 'Abgebrochen' },
    byStatus: 'Aufgaben nach Status',
    late: 'Spät',
    lateTasks: (n) => tasks(n),
    lateProjects: (n) => (n === 0 ? 'und kein Projekt' : `und ${of(n, 'Projekt', 'Projekte')}`),
    throughput: 'Erledigt von angelegt',
    ofCreated: (done, created) => `${count(done)} von ${count(created)}, 30 Tage`,
    cycleTime: 'Durchlaufzeit, Median',
    cycleOf: (n, p85) => `von ${count(n)}; 85 % < ${p85}`,
    doneOfAll: 'Erledigt von allen',
    ofAll: (n, all) => `${count(n)} von ${count(all)}`,
    noTask: (isPast) => (isPast ? 'Bis zu diesem Tag war keine Aufgabe angelegt.' : 'Noch keine Aufgaben.'),
    conversations: 'Gespräche',
    unread: (n) => `${count(n)} ungelesen`,
    messagesToday: 'Nachrichten heute',
    messagesThen: 'Nachrichten an dem Tag',
    writers: 'Schreibende',
    writers7: 'In 7 Tagen',
    system: 'System',
    last60: 'die letzten 60 Minuten',
    answers: 'Antworten, 95 % binnen',
    ofRequests: (n) => `von ${requests(n)}`,
    errors: 'Fehler',
    found: 'Im Speicher gefunden',
    connections: 'Datenbankverbindungen',
    memory: 'Speicher für Antworten',
    wholeInstance: 'ganze Instanz',
  },

  guide: {
    say: 'Noch wurde nichts gemeldet. **Schicken Sie ein Ereignis**, und diese Seite beginnt zu zählen.',
    rests: 'Sie hört zu: das erste Ereignis erscheint hier binnen weniger Sekunden.',
    key: '1. Einen Schlüssel kopieren',
    keyWhat: 'Er darf Ereignisse melden und Zahlen lesen und wird nur dieses eine Mal gezeigt.',
    make: 'Schlüssel anlegen',
    keyName: 'Erste App',
    copyKey: 'Schlüssel kopieren',
    report: '2. Ein Ereignis melden',
    reportWhat: 'Von Ihrem Server oder hier und jetzt aus einem Terminal.',
    yourKey: 'IHR_SCHLUESSEL',
    copy: 'Kopieren',
    wait: '3. Hier darauf warten',
    waitWhat: 'Es zweimal zu schicken schadet nicht: dafür sorgt die id.',
    listening: (time) => `Hört zu seit ${time}. Noch kein Ereignis.`,
    arrived: (time, who, verb) => `Das erste Ereignis kam um ${time}: ${who}, ${verb}.`,
    onlyAdmins: 'Wer diese Organisation verwaltet, kann einen Schlüssel anlegen.',
    importInstead: 'Wie man stattdessen eine Geschichte importiert',
  },

  definition: {
    open: 'Was es bedeutet',
  },

  explore: {
    metric: 'Zahl',
    period: 'Zeitraum',
    periods: { '7d': '7 Tage', '30d': '30 Tage', '90d': '90 Tage', year: 'Jahr' },
    fromTo: 'Von … bis …',
    from: 'Von',
    to: 'Bis',
    show: 'Zeigen',
    atMost: 'Höchstens 366 Tage, bis heute.',
    before: (n) =>
      n === 364 ? 'ein Jahr davor' : n === 7 ? 'die Woche davor' : `${count(n / 7)} Wochen davor`,
    forecast: 'Vorhersage',
    forecastLabel: 'Vorhersage, jeder Tag für sich: 95 % und 80 %',
    copyLink: 'Link kopieren',
    definition: 'Was es bedeutet',
    table: 'Tabelle',
    allDays: 'Alle Tage',
    fewerDays: 'Weniger',
    ofDays: (shown, all) => `${count(shown)} von ${of(all, 'Tag', 'Tagen')}`,
    days: (from, to, today) => (today ? `${from} bis gestern, und heute bisher` : `${from} bis ${to}`),
    weekdays: 'Wochentage',
    average: 'der mittlere Tag ist 1',
    daysBy: (name) => `Tage nach Zahl: ${METRIC_NAMES[name]?.[0] ?? name}`,
    wholeDays: (n) => of(n, 'ganzer Tag', 'ganze Tage'),
    groups: {
      people: 'Personen',
      work: 'Arbeit',
      knowledge: 'Wissen',
      hiring: 'Einstellung',
      conversations: 'Gespräche',
    },
  },
}

/** The code of a reason that has numbers in it. */
function codeLike(reason: string): string {
  if (/needs? .*(days|values)$|whole days are needed$/.test(reason)) return 'too_few_days'
  if (reason.startsWith('only for counts')) return 'counts_only'
  if (reason.startsWith('has no hours')) return 'no_hours'
  return reason.startsWith('it is being counted') ? 'not_built' : ''
}
