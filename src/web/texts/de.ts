/** All that the page says, in German. The shape is that of `en.ts`. */

import type { Statistics } from '../../../docs/api-types.ts'
import { longDay, longWeekday, shortDay } from '../format/dates.ts'
import { dayOfYear, daysBetween, daysInYear, weekOf } from '../format/days.ts'
import { isCounted, writtenValue } from '../format/metrics.ts'
import { count, percent, plain, signedPercent, toHundredth, toTenth } from '../format/numbers.ts'
import type { Texts } from './shape.ts'

const rules = new Intl.PluralRules('de')

/** "1 Tag", "2 Tage" */
function of(value: number, one: string, other: string): string {
  return `${count(value)} ${rules.select(value) === 'one' ? one : other}`
}

const days = (n: number) => of(n, 'Tag', 'Tage')
const people = (n: number) => of(n, 'Person', 'Personen')
const tasks = (n: number) => of(n, 'Aufgabe', 'Aufgaben')
const requests = (n: number) => of(n, 'Anfrage', 'Anfragen')

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

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
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

type Unit = 'week' | 'month'
type Status = 'todo' | 'in_progress' | 'done' | 'cancelled'

const nextUnit = (unit: Unit) => (unit === 'week' ? 'der nächsten Woche' : 'dem nächsten Monat')
const units = (unit: Unit) => (unit === 'week' ? 'Wochen' : 'Monate')
const thisUnit = (unit: Unit) => (unit === 'week' ? 'dieser Woche' : 'diesem Monat')
const later = (k: number, unit: Unit) =>
  unit === 'week' ? of(k, 'Woche', 'Wochen') : of(k, 'Monat', 'Monate')

const KINDS_TOLD: Record<string, string> = {
  task_assigned: 'Ihnen wurde eine Aufgabe übertragen',
  task_shared: 'Eine Aufgabe wurde mit Ihnen oder Ihrem Team geteilt',
  mention: 'Jemand hat Sie erwähnt',
  invitation_accepted: 'Wen Sie eingeladen haben, ist beigetreten',
  application_received: 'Jemand hat sich auf eine Ihrer Stellen beworben',
  content_published: 'Ein Inhalt von Ihnen wurde veröffentlicht',
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

type Described = Statistics['current']

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

  door: {
    signIn: 'Anmelden',
    forgotten: 'Vergessen?',
    yourName: 'Ihr Name',
    dayAndWeek: (day) => `Tag ${dayOfYear(day)} von ${daysInYear(day)} · Woche ${weekOf(day)}`,
    dateAndDay: (date, day) => `${date}, Tag ${dayOfYear(day)} von ${daysInYear(day)}`,
    dayOfYear: (day) => `Tag ${dayOfYear(day)} von ${daysInYear(day)}`,
    servedFromHere: 'Kommt von diesem Rechner; fragt keinen anderen nach irgendetwas.',
    newHere: 'Neu hier?',
    makeAccount: 'Konto anlegen',
    makeFirstAccount: 'Das erste Konto anlegen',
    askForInvitation: 'Bitten Sie, wer dieses Almanac betreibt, um eine Einladung.',
    wrongCredentials: 'Diese E-Mail-Adresse und dieses Passwort gehören nicht zusammen.',
    locked: (time) => `Zu viele falsche Passwörter. Versuchen Sie es um ${time} wieder.`,
    noMembership: 'Dieses Konto gehört zu keiner Organisation mehr. Bitten Sie um eine Einladung.',
    passwordHint: 'Mindestens 8 Zeichen. Lang ist besser als seltsam.',
    zoneHint: 'Von Ihrem Browser erraten. Sie bestimmt, wo jeder Tag beginnt und endet.',
    newAccount: 'Neues Konto',
    haveAccount: 'Sie haben ein Konto?',
    haveOne: 'Ich habe ein Konto',
    resetTitle: 'Ein neues Passwort',
    newPasswordTitle: 'Wählen Sie ein neues Passwort',
    newPassword: 'Neues Passwort',
    sendLink: 'Link schicken',
    linkOnItsWay: (mail) =>
      mail
        ? 'Wenn es ein solches Konto gibt, ist ein Link unterwegs.'
        : 'Wenn es ein solches Konto gibt, wurde ein Link gemacht. Dieses Almanac verschickt keine Post: wer es betreibt, findet den Link im Protokoll.',
    linkIsOver: 'Dieser Link ist abgelaufen oder wurde schon benutzt. Fordern Sie einen neuen an.',
    setPassword: 'Passwort setzen',
    passwordIsSet: 'Das neue Passwort gilt, und alle sind abgemeldet. Melden Sie sich damit an.',
    toSignIn: 'Zur Anmeldung',
    toOverview: 'Zur Übersicht',
    verifyTitle: 'Ihre E-Mail-Adresse',
    verify: 'Das ist meine Adresse',
    verified: 'Ihre Adresse ist bestätigt.',
    invited: 'Sie sind eingeladen',
    invitationIsOver:
      'Diese Einladung ist abgelaufen, wurde benutzt oder durch eine neuere ersetzt. Bitten Sie um eine neue.',
    acceptAs: (email) => `Sie sind als ${email} angemeldet.`,
    accept: 'Der Organisation beitreten',
    signInAndAccept: 'Anmelden und beitreten',
  },

  firstRun: {
    title: 'Der erste Tag',
    makeFirst: 'Legen Sie das erste Konto an',
    itAdministers: 'Es verwaltet dieses Almanac.',
    makeAccount: 'Konto anlegen',
    lookAround: 'Oder sehen Sie sich erst um',
    demo: 'Fünf Organisationen mit den echten, öffentlichen Geschichten von fünf quelloffenen Teams, so verschoben, dass sie heute enden. Das dauert etwa zehn Sekunden und lässt sich wieder entfernen.',
    loadDemo: 'Demo laden',
    demoIsThere:
      'Die Demo ist geladen. Ihr Passwort wurde gezeigt, als sie entstand; „almanac demo --new-password“ macht ein anderes.',
    making: (percent) => `Die Demo entsteht: ${percent} %`,
    demoMade:
      'Die Demo ist da. Diesem Konto gehört alles in ihr; notieren Sie das Passwort, es wird nur dieses eine Mal gezeigt.',
    lookAroundNow: 'Umsehen',
    whatThen: 'Was dann geschieht',
    steps: [
      [
        'Schicken Sie Ihr erstes Ereignis',
        'Eine Anfrage aus Ihrer App, mit einem Schlüssel, den Sie einmal kopieren.',
      ],
      ['Zahlen erscheinen sofort', 'Welche mehr Tage brauchen, sagen, wie viele und bis wann.'],
      ['Laden Sie Ihr Team ein', 'Aufgaben, Projekte und Gespräche sind auch hier.'],
    ],
  },

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

  words: {
    title: 'In Worten',
    noRange: 'Worte gibt es zu 7, 30 oder 90 Tagen bis gestern, oder bis zu einem vergangenen Tag.',
    period: (period) => `${Number.parseInt(period, 10)} Tage`,
    names: {
      level: 'Höhe',
      change: 'Änderung',
      trend: 'Richtung',
      weekdays: 'Wochentage',
      unusual: 'Ungewöhnlich',
      forecast: 'Vorhersage',
    },
    level: (metric: string, { n, sum, mean, median, min, max, reason }: Described) => {
      if (mean === null) return `${upper(de.reason(reason) || 'kein Tag des Zeitraums hat einen Wert')}.`
      if (isCounted(metric)) {
        const all =
          metric === 'daily_active_users' || metric === 'active_chatters'
            ? ''
            : `**${count(sum)}** in ${of(n, 'Tag', 'Tagen')}, `
        return `${all}**${plain(mean)}** am Tag. Die Hälfte der Tage hatte höchstens ${plain(median)}.`
      }
      return `Zwischen ${writtenValue(metric, min)} und ${writtenValue(metric, max)} in ${of(n, 'Tag', 'Tagen')}, in der Mitte **${writtenValue(metric, median)}**.`
    },
    change: (metric, change, now, before) => {
      const { value, numerator, denominator, unit, new_from_zero, low_n, reason, p_value, significant } =
        change
      const [a, b] =
        denominator === undefined || numerator === undefined
          ? [before.mean, now.mean]
          : [denominator, denominator + numerator]
      const numbers =
        a === null || b === null
          ? ''
          : `: ${writtenValue(metric, Math.round(b * 10) / 10)} am Tag gegen ${writtenValue(metric, Math.round(a * 10) / 10)}`
      if (new_from_zero) return `Von keinem davor auf ${plain(b)} am Tag.`
      if (value === null) return `${upper(de.reason(reason) || 'nicht zu sagen')}.`
      if (value === 0) return `So viel wie in den Tagen davor${numbers}.`
      const much =
        unit === 'points'
          ? `${plain(Math.abs(value))} Punkte ${value > 0 ? 'mehr' : 'weniger'}`
          : `${percent(Math.abs(value))} ${value > 0 ? 'mehr' : 'weniger'}`
      const tested =
        p_value === undefined
          ? 'Nicht gegen Zufall geprüft'
          : significant
            ? 'Mehr, als Zufall macht'
            : 'Es kann Zufall sein'
      return `In ganzen Wochen ${much} als davor${numbers}. ${tested}${low_n ? ', und von wenigen' : ''}.`
    },
    trend: ({ direction, slope_adjusted, interval, reason }) => {
      if (direction === null || slope_adjusted === null || interval === null)
        return `${upper(de.reason(reason) || 'nicht zu sagen')}.`
      if (direction === 'none')
        return `Keine zu sehen. Die Linie kann um ${toHundredth(Math.abs(interval.low))} am Tag fallen oder um ${toHundredth(Math.abs(interval.high))} steigen.`
      const [low, high] = [interval.low * 7, interval.high * 7].map(Math.abs).sort((x, y) => x - y)
      return `**${direction === 'rising' ? 'Steigend' : 'Fallend'}**, um ${toHundredth(Math.abs(slope_adjusted) * 7)} in der Woche (${toHundredth(low ?? 0)} bis ${toHundredth(high ?? 0)}).`
    },
    weekdays: ({ weekdays, significant, n, reason }) => {
      if (!weekdays || significant === null) return `${upper(de.reason(reason) || 'nicht zu sagen')}.`
      if (!significant) return `In ${of(Math.floor(n / 7), 'Woche', 'Wochen')} kein Unterschied zu sehen.`
      const sorted = [...weekdays].sort((x, y) => y.index - x.index)
      const [most, least] = [sorted[0], sorted.at(-1)]
      if (!most || !least) return ''
      return `Sie unterscheiden sich. **${longWeekday(most.weekday)}** hat das ${toTenth(most.index)}-fache des mittleren Tages, ${longWeekday(least.weekday)} das ${toTenth(least.index)}-fache.`
    },
    unusual: ({ items, reason }) => {
      if (items === null) return `${upper(de.reason(reason) || 'nicht zu sagen')}.`
      if (items.length === 0)
        return 'Kein ungewöhnlicher Tag gefunden. In einem kleinen Team kann auch halb so viel Zufall sein.'
      const said = items.map((one) =>
        one.kind === 'day'
          ? `**${shortDay(one.date)}**, ${plain(one.value)}, wo ${plain(one.expected)} üblich war`
          : `seit **${shortDay(one.date)}** ${one.side === 'above' ? 'mehr' : 'weniger'} als davor`,
      )
      return `${upper(said.join('; '))}.`
    },
    forecast: ({ days: foretold, backtest_mae, skill, reason }) => {
      if (!foretold || foretold.length === 0) return `${upper(de.reason(reason) || 'nicht zu sagen')}.`
      const low = Math.min(...foretold.map(({ interval_80 }) => interval_80.low))
      const high = Math.max(...foretold.map(({ interval_80 }) => interval_80.high))
      const better =
        skill == null ? '' : `, ${percent(skill * 100)} weniger, als die letzte Woche zu wiederholen`
      const off = backtest_mae == null ? '' : ` Sie lag um ${plain(backtest_mae)} am Tag daneben${better}.`
      return `**${plain(low)} bis ${plain(high)}** an den meisten der nächsten ${of(foretold.length, 'Tag', 'Tage')}.${off}`
    },
  },

  retention: {
    units: { week: 'Wochen', month: 'Monate' },
    unit: 'Einheit',
    kinds: {
      classic: (unit) => `Aktiv in ${thisUnit(unit)}`,
      later: (unit) => `In ${thisUnit(unit)} oder später`,
    },
    kind: 'Welche Rückkehr zählt',
    shows: { percent: 'Prozent', people: 'Personen' },
    show: 'Gezeigt als',
    say: (unit, value, next) => {
      const then =
        next === null
          ? ''
          : next === value
            ? ', und ebenso viele danach'
            : `, und ${plain(next)} ${unit === 'week' ? 'in der danach' : 'in dem danach'}`
      return `Von 100 Personen, die beginnen, sind etwa **${plain(value)}** in ${nextUnit(unit)} aktiv${then}.`
    },
    tooYoung: (unit) =>
      unit === 'week'
        ? 'Die erste Woche muss enden, bevor jemand in einer späteren wiederkommen kann.'
        : 'Der erste Monat muss enden, bevor jemand in einem späteren wiederkommen kann.',
    rests: (n, all, interval, unit) =>
      `${count(n)} von ${people(all)}${interval ? `; alles von ${percent(interval.low)} bis ${percent(interval.high)} passt dazu` : ''}. ${units(unit)} mit weniger als 20 Beginnenden sind umrandet: eine Person mehr verschiebt sie stark.`,
    table: (unit) => `Nach ${unit === 'week' ? 'der Woche, in der' : 'dem Monat, in dem'} Personen begannen`,
    began: 'Begannen in',
    people: 'Personen',
    later: (unit) => `so viele ${units(unit)} später aktiv`,
    enough: '20 Personen oder mehr',
    fewer: 'weniger',
    open: 'noch nicht vorbei',
    soFar: 'bisher',
    together: 'Alle zusammen',
    leftOut: (unit) =>
      unit === 'week'
        ? 'Die Woche des Beginns selbst ist ausgelassen: in ihr waren alle aktiv.'
        : 'Der Monat des Beginns selbst ist ausgelassen: in ihm waren alle aktiv.',
    cell: (began, k, unit, n, all, share, interval) =>
      `${began}, ${later(k, unit)} später: ${count(n)} von ${count(all)}, ${percent(share)}${interval ? `, wahrscheinlich ${percent(interval.low)} bis ${percent(interval.high)}` : ''}`,
    openCell: (began, k, unit) => `${began}, ${later(k, unit)} später: noch nicht vorbei`,
    averages: (unit) => `Alle ${units(unit)} zusammen`,
    bars: (unit) => `${units(unit)} später; Balken: 95-%-Intervalle`,
    lifecycle: 'Wer kam, wer wegblieb',
    returning: 'wiederkehrend',
    back: 'zurück',
    new: 'neu',
    away: 'weg',
    lifecycleName: 'Über der Linie, wer kam, unter ihr, wer wegblieb',
    week: (n) => `Woche ${n}`,
  },

  activity: {
    person: 'Person',
    verb: 'Was',
    everybody: 'Alle',
    everything: 'Alles',
    older: 'Ältere',
    title: 'Die letzten 24 Stunden',
    empty: 'In den letzten 24 Stunden tat niemand etwas.',
    noMatch: 'Nichts davon in dem, was bisher gelesen wurde.',
    today: 'Heute',
    yesterday: 'Gestern',
    span: (from, to) => (from === to ? to : `${from}–${to}`),
  },

  definitions: {
    title: 'Was jede Zahl bedeutet',
    quote: 'So zitiert man eine: ihr Name, ihre Version, der Tag und das Fenster, das hier steht.',
    unit: 'Einheit',
    window: 'Fenster',
    formula: 'Formel',
    called: (name, version) => `Heißt in der API ${name}, Version ${version}.`,
    explore: 'Erkunden',
  },

  tasks: {
    whose: 'Wessen Aufgaben',
    allOpen: 'Alle offenen',
    mine: 'Meine',
    madeByMe: 'Von mir angelegt',
    status: 'Status',
    for: 'Für',
    project: 'Projekt',
    label: 'Etikett',
    labels: 'Etiketten',
    due: 'Fällig',
    view: 'Gezeigt als',
    list: 'Liste',
    board: 'Tafel',
    new: 'Neue Aufgabe',
    open: 'Aufgabe öffnen',
    title: 'Titel',
    description: 'Beschreibung',
    newHint: 'Fügen Sie Zeilen ein, und jede wird eine Aufgabe.',
    becomes: (n) => `${of(n, 'Zeile', 'Zeilen')}: jede wird eine Aufgabe.`,
    make: 'Anlegen',
    makeMany: (n) => `${tasks(n)} anlegen`,
    made: (n) => (n === 1 ? 'Aufgabe angelegt.' : `${tasks(n)} angelegt.`),
    groups: {
      late: 'Spät',
      today: 'Heute fällig',
      week: 'In den nächsten 7 Tagen',
      later: 'Später',
      none: 'Ohne Datum',
    },
    statuses: { todo: 'Zu tun', in_progress: 'In Arbeit', done: 'Erledigt', cancelled: 'Abgebrochen' },
    priorities: { none: 'Keine', low: 'Niedrig', medium: 'Mittel', high: 'Hoch', urgent: 'Dringend' },
    priorityName: 'Priorität',
    priority: (one) => `Priorität ${de.tasks.priorities[one].toLowerCase()}`,
    forNobody: 'Noch für niemanden',
    noProject: 'Kein Projekt',
    late: (n) => (n === 0 ? 'heute zu spät' : `${days(n)} zu spät`),
    today: 'heute',
    select: (title) => `${title} auswählen`,
    moveTo: (title, to) => `${title}: nach „${de.tasks.statuses[to]}“ schieben`,
    moved: (to) => (to === 'done' ? 'Aufgabe erledigt.' : `Nach „${de.tasks.statuses[to]}“ geschoben.`),
    changed: (n) => `${tasks(n)} geändert.`,
    deleted: (n) => (n === 1 ? 'Aufgabe im Papierkorb.' : `${tasks(n)} im Papierkorb.`),
    refused: (n, detail) => `Nichts wurde geändert: ${tasks(n)} nicht möglich. ${detail}`,
    selected: (n) => `${count(n)} ausgewählt`,
    delete: 'Löschen',
    none: 'Noch keine Aufgaben',
    noneHint:
      'Legen Sie eine mit C an, oder viele auf einmal: fügen Sie Zeilen ein, und jede wird eine Aufgabe.',
    nothingMatches: 'Nichts passt',
    nothingMatchesHint: 'Keine offene Aufgabe ist so.',
    clear: 'Filter löschen',
    more: (n) => `${count(n)} weitere`,
    moreThan: (shown, all) => `${count(shown)} von ${count(all)}, zuerst die fälligen.`,
    history: 'Verlauf',
    madeBy: (who) => `Angelegt von ${who}`,
    movedBy: (from: Status, to: Status, who: string) =>
      `${de.tasks.statuses[from]} → ${de.tasks.statuses[to]} durch ${who}`,
    comments: 'Kommentare',
    writeComment: 'Kommentar schreiben …',
    comment: 'Kommentieren',
    conflict: 'Inzwischen hat jemand anderes das geändert.',
    nowAndYours: (theirs, mine) => `jetzt: ${theirs} · Ihres: ${mine}`,
    takeTheirs: 'Deren Stand behalten',
    keepMine: 'Meines nehmen',
  },

  projects: {
    new: 'Neues Projekt',
    none: 'Noch keine Projekte. Ein Projekt fasst Aufgaben zusammen und sagt, wann sie erledigt sein sollen.',
    made: 'Projekt angelegt.',
    owner: 'Verantwortlich',
    dates: 'Daten',
    until: (day) => `bis ${day}`,
    from: (day) => `ab ${day}`,
    late: 'spät',
    statuses: {
      planning: 'In Planung',
      active: 'Aktiv',
      on_hold: 'Ruht',
      completed: 'Abgeschlossen',
      archived: 'Archiviert',
    },
    progress: (done, all) =>
      all === 0 ? 'noch keine Aufgaben' : `${count(done)} von ${of(all, 'Aufgabe', 'Aufgaben')} erledigt`,
    lateTasks: (n) => `${count(n)} spät`,
    openTasks: 'Offene Aufgaben',
    noOpen: 'Keine Aufgabe ist offen.',
  },

  members: {
    title: 'Mitglieder',
    count: (n, writers) => `${count(n)}; ${count(writers)} dürfen schreiben`,
    effect:
      'Eine andere Rolle, eine Sperre oder eine Entfernung gilt überall binnen einer Sekunde. Was Personen taten, bleibt in den Zahlen.',
    name: 'Name',
    role: 'Rolle',
    joined: 'Dabei seit',
    you: 'Sie',
    suspended: 'gesperrt',
    roles: { owner: 'Inhaber', admin: 'Verwalter', member: 'Mitglied', viewer: 'Betrachter' },
    rolesAtLength: {
      owner: 'Inhaber',
      admin: 'Verwalter: darf alles, außer die Organisation zu beenden',
      member: 'Mitglied: liest und schreibt',
      viewer: 'Betrachter: liest',
    },
    roleOf: (name) => `Rolle von ${name}`,
    moreOf: (name) => `Mehr zu ${name}`,
    lastOwner: 'Der letzte Inhaber bleibt einer: machen Sie erst jemand anderen dazu.',
    isNow: (name, role) => `${name} ist jetzt ${de.members.roles[role]}.`,
    suspend: 'Sperren',
    letIn: 'Wieder einlassen',
    isSuspended: (name) => `${name} ist gesperrt.`,
    isBack: (name) => `${name} ist zurück.`,
    remove: 'Entfernen',
    removeTitle: (name) => `${name} entfernen?`,
    removeWhat:
      'Der Zugang endet sofort; zurück geht es nur mit einer Einladung. Was getan wurde, bleibt, in den Zahlen und in der Arbeit.',
    isRemoved: (name) => `${name} wurde entfernt.`,
    invite: 'Jemanden einladen',
    inviteNow: 'Einladen',
    as: 'Als',
    invited: (email, mail) =>
      mail
        ? `Ein Brief an ${email} ist unterwegs. Das ist sein Link, nur dieses eine Mal gezeigt:`
        : `Dieses Almanac verschickt keine Post. Geben Sie diesen Link an ${email} weiter; er wird nur dieses eine Mal gezeigt:`,
    copyLink: 'Link kopieren',
    invitations: 'Einladungen',
    notAnswered: (n) => (n === 0 ? '' : `${count(n)} noch nicht beantwortet`),
    nobodyInvited: 'Zurzeit ist niemand eingeladen.',
    invitedBy: 'Eingeladen von',
    ends: 'Endet',
    inDays: (n) => (n <= 0 ? 'heute' : `in ${of(n, 'Tag', 'Tagen')}`),
    takeBack: 'Zurücknehmen',
    takenBack: (email) => `Die Einladung an ${email} wurde zurückgenommen.`,
  },

  keysView: {
    title: 'API-Schlüssel',
    make: 'Schlüssel anlegen',
    makeNow: 'Anlegen',
    none: 'Keine Schlüssel. Apps brauchen einen, um Ereignisse zu melden.',
    may: 'Darf',
    lastUsed: 'Zuletzt benutzt',
    never: 'nie',
    notYet: 'noch nicht',
    ago: (n) => `vor ${of(n, 'Tag', 'Tagen')}`,
    end: 'Beenden …',
    endNow: 'Beenden',
    endTitle: (name) => `Den Schlüssel „${name}“ beenden?`,
    endWhat:
      'Was ihn benutzt, wird ab der nächsten Anfrage abgewiesen. Ein beendeter Schlüssel kommt nicht zurück.',
    ended: (name) => `Der Schlüssel „${name}“ wurde beendet.`,
    nameHint: 'Was ihn benutzt, etwa „Website“.',
    shownOnce: 'Kopieren Sie ihn jetzt: er wird nur als Prüfsumme aufbewahrt und dieses eine Mal gezeigt.',
    scopes: {
      ingest: 'Ereignisse melden',
      read: 'alles lesen außer Persönlichem',
      write: 'lesen und schreiben',
      admin: 'auch Mitglieder verwalten',
    },
  },

  organizationView: {
    board: 'Öffentliche Stellen',
    seeBoard: 'Ansehen',
    color: 'Ihre Farbe',
    noColor: 'Ohne eigene Farbe',
    colorWhat:
      'Für Verweise und Knöpfe, soweit man sie darin lesen kann: sonst wird sie dunkler, im Dunkeln heller.',
    zoneHint: 'Sie bestimmt, wo jeder Tag beginnt und endet.',
    zoneChanges: 'Alle Zahlen werden in dieser Zone neu aufgebaut. Die alten bleiben so lange lesbar.',
    plan: 'Plan',
    planWhat: 'Ein Plan vervielfacht, wie oft man fragen darf. Wer die Instanz verwaltet, setzt ihn.',
    memory: 'Gedächtnis für Antworten',
    memoryWhat:
      'Antworten werden behalten, bis sich etwas ändert. Sie fallen zu lassen ist nie nötig und schadet nicht.',
    drop: 'Fallen lassen',
    dropped: 'Fallen gelassen. Alles wird neu berechnet, wenn wieder danach gefragt wird.',
  },

  accountView: {
    verified: 'Ihre E-Mail-Adresse ist bestätigt.',
    unverified: 'Ihre E-Mail-Adresse ist noch nicht bestätigt.',
    sendLink: 'Link schicken',
    sent: (mail) =>
      mail
        ? 'Ein Link ist unterwegs.'
        : 'Dieses Almanac verschickt keine Post: der Link steht in seinem Protokoll.',
    sessions: 'Wo Sie angemeldet sind',
    device: 'Gerät',
    unknownDevice: 'Unbekanntes Gerät',
    address: 'Adresse',
    lastUsed: 'Zuletzt benutzt',
    thisOne: 'dieses',
    ended: 'Dieses Gerät ist abgemeldet.',
    currentPassword: 'Jetziges Passwort',
    passwordChanged: 'Das Passwort ist geändert. Ihre anderen Sitzungen sind abgemeldet.',
    told: 'Was Sie erfahren',
    kinds: (kind) => KINDS_TOLD[kind] ?? upper(kind.replaceAll('_', ' ')),
    look: 'Wie die Seite aussieht',
    theme: 'Hell oder dunkel',
    singleKeys: 'Einzelne Tasten sind Befehle, etwa D für einen Tag',
    language: 'Sprache',
    asBrowser: 'Wie der Browser',
    endOthers: 'Alle anderen abmelden',
    othersEnded: 'Alle Ihre anderen Geräte sind abgemeldet.',
    views: 'Gemerkte Ansichten',
    forget: 'Vergessen',
    forgetView: (name) => `„${name}“ vergessen`,
  },

  conversations: {
    write: 'Jemandem schreiben',
    none: 'Noch hat niemand geschrieben.',
    choose: 'Wählen Sie ein Gespräch, oder beginnen Sie eines.',
    nothingYet: 'noch nichts',
    kinds: { direct: 'Zu zweit', group: 'Gruppe', assistant: 'Assistent' },
    messages: 'Nachrichten',
    edited: '· bearbeitet',
    deleted: 'Diese Nachricht wurde gelöscht.',
    yourMessage: 'Ihre Nachricht. Enter schickt ab, Umschalt Enter bricht die Zeile um.',
    to: 'An',
    everybody: 'Alle, als Gruppe',
    title: 'Wie die Gruppe heißt',
    begin: 'Beginnen',
  },

  operations: {
    say: (troubles) =>
      troubles.length === 0
        ? 'Alles läuft.'
        : `**${upper(troubles.map((one) => CHECKS[one] ?? one.replace('_', ' ')).join(', '))}** ${troubles.length === 1 ? 'verlangt' : 'verlangen'} einen Blick.`,
    parts: 'Wie es um jeden Teil steht',
    names: {
      database: 'Datenbank',
      answers: 'Antworten, 95 % binnen',
      errors: 'Fehler',
      jobs: 'Dienste',
      backup: 'Letzte Sicherung',
      disk: 'Platte',
    },
    states: {
      ok: 'wie es sein soll',
      warning: 'verlangt einen Blick',
      failed: 'ausgefallen',
      unknown: 'nicht bekannt',
    },
    answered: (n) => `${requests(n)} in den letzten 60 Minuten`,
    ofRequests: (n) => `von ${requests(n)}`,
    jobsFigure: (failed) => (failed === 0 ? 'keiner schlug fehl' : `${count(failed)} schlugen fehl`),
    free: (bytes) => `${bytes} frei`,
    backups: 'Sicherungen',
    backUp: 'Jetzt sichern',
    backingUp: 'Wird gesichert und geprüft …',
    backedUp: (name) => `${name} ist gemacht.`,
    noBackup: 'Noch keine Sicherung.',
    made: 'Gemacht',
    size: 'Größe',
    rows: 'Zeilen',
    proof: 'Beweis',
    download: 'Herunterladen',
    reasons: { scheduled: 'nach Plan', manual: 'von Hand', safety: 'vor einer Wiederherstellung' },
    proofs: { proved: 'bewiesen', failed: 'durchgefallen', pending: 'nicht bewiesen' },
    job: 'Dienst',
    jobName: (name) => JOBS[name] ?? upper(name.replaceAll(/[_-]/g, ' ')),
    lastRun: 'Letzter Lauf',
    result: 'Was er tat',
    next: 'Nächster',
    run: 'Starten',
    running: 'läuft',
    begun: (job) => `${job} läuft.`,
    notYet: 'noch nicht',
    outcomes: { done: 'fertig', failed: 'fehlgeschlagen', interrupted: 'unterbrochen' },
    slowRoutes: 'Langsame Anfragen',
    lastHour: 'die letzte Stunde, des Prozesses, der geantwortet hat',
    route: 'Route',
    times: 'Mal',
    half: 'Die Hälfte binnen',
    errorsOf: (n) => of(n, 'Fehler', 'Fehler'),
    nobodyAsked: 'In den letzten 60 Minuten hat niemand etwas gefragt.',
    slowQueries: 'Langsame Abfragen',
    noSlowQuery: (ms) => `Keine Abfrage dauerte länger als ${count(ms)} ms.`,
  },
}

const CHECKS: Record<string, string> = {
  database: 'Datenbank',
  requests: 'Anfragen',
  jobs: 'Dienste',
  backup: 'Sicherung',
  disk: 'Platte',
  rollup_drift: 'Abweichung der Zahlen',
}

const JOBS: Record<string, string> = {
  backup: 'Sicherung',
  snapshots: 'Tagesabschlüsse',
  reconcile: 'Abgleich der Zahlen',
}

/** The code of a reason that has numbers in it. */
function codeLike(reason: string): string {
  if (/needs? .*(days|values)$|whole days are needed$/.test(reason)) return 'too_few_days'
  if (reason.startsWith('only for counts')) return 'counts_only'
  if (reason.startsWith('has no hours')) return 'no_hours'
  return reason.startsWith('it is being counted') ? 'not_built' : ''
}
