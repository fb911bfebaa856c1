/** Why a number is not there, in German, by what the API says of it. */

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
  'only of whole days: 7d, 30d, 90d, 365d or a range': 'nur von Zeiträumen ganzer Tage',
  'one of the two days never was in this time zone': 'einen der beiden Tage gab es in dieser Zeitzone nie',
}

const BY_CODE: Record<string, string> = {
  too_few_days: 'zu wenige Tage',
  counts_only: 'nur für Zählungen eines Tages',
  no_hours: 'wird nicht nach Stunden gezählt',
  not_built: 'wird für diese Version von Almanac gezählt: in ein paar Minuten wieder',
}

export function reason(given: string | undefined): string {
  if (given === undefined) return ''
  const sentence = given.split('; ').at(-1) ?? ''
  return REASONS[given] ?? REASONS[sentence] ?? BY_CODE[codeLike(sentence)] ?? given
}

/** The code of a reason that has numbers in it. */
function codeLike(reason: string): string {
  if (/needs? .*(days|values)$|whole days are needed$/.test(reason)) return 'too_few_days'
  if (reason.startsWith('only for counts')) return 'counts_only'
  if (reason.startsWith('has no hours')) return 'no_hours'
  return reason.startsWith('it is being counted') ? 'not_built' : ''
}
