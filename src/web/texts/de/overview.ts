/** What the overview says, in German. */
import { longDay, longWeekday } from '../../format/dates.ts'
import { count, percent, plain, signedPercent, toHundredth, wholePercent } from '../../format/numbers.ts'
import type { TextsOf } from '../shape.ts'
import { of, people, tasks, upper } from './counting.ts'

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

const BEFORE = { week: 'in der Woche davor', month: 'in den 30 Tagen davor', monthAgo: 'einen Monat davor' }

function none(figure: string): string {
  return figure === '0' ? 'keine' : figure
}

/** What is usual: "kaum welche", "etwa 6". */
function about(value: number): string {
  return value < 0.5
    ? 'kaum welche'
    : `etwa ${plain(value < 10 ? Math.round(value * 2) / 2 : Math.round(value))}`
}

/** Of three shares on one line: a tenth says something of small ones alone. */
function short(share: number): string {
  return share < 10 ? percent(share) : wholePercent(share)
}

function things(value: number, what: 'people' | 'sessions' | 'new'): string {
  if (what === 'new')
    return value === 0
      ? 'niemand kam zum ersten Mal'
      : `${people(value)} ${value === 1 ? 'kam' : 'kamen'} zum ersten Mal`
  if (what === 'people')
    return value === 0 ? 'niemand war aktiv' : `${people(value)} ${value === 1 ? 'war' : 'waren'} aktiv`
  return value === 0
    ? 'keine Sitzung begann'
    : `${of(value, 'Sitzung', 'Sitzungen')} ${value === 1 ? 'begann' : 'begannen'}`
}

export const de: TextsOf<'overview'> = {
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
    unusual: (when, active, sessions, found) => {
      const { value, expected, weekday } = found
      const what =
        active !== null && sessions !== null
          ? `**${people(active)}** ${active === 1 ? 'war aktiv und begann' : 'waren aktiv und begannen'} **${of(sessions, 'Sitzung', 'Sitzungen')}**`
          : active !== null
            ? `**${people(active)}** ${active === 1 ? 'war' : 'waren'} aktiv`
            : `**${things(value, sessions === null ? 'new' : 'sessions')}**`
      return `${when} war ungewöhnlich: ${what}. An einem ${longWeekday(weekday)} sind es sonst ${about(expected)}.`
    },
    shift: (since, side, what, now, before) =>
      `Seit ${longDay(since)} gibt es ${side === 'above' ? 'mehr' : 'weniger'} ${{ people: 'aktive Personen', sessions: 'Sitzungen', new: 'neue Personen' }[what]} als davor: **${about(now)} am Tag**, davor ${about(before)}.`,
    shiftRests: (n) =>
      `${upper(word(n))} ungewöhnliche Tage auf einer Seite innerhalb einer Woche heißen Verschiebung.`,
    week: (what, now, before) =>
      what === 'new'
        ? `In den letzten sieben ganzen Tagen ${now === 1 ? 'kam' : 'kamen'} **${people(now)}** zum ersten Mal, in der Woche davor ${before === 0 ? 'niemand' : count(before)}.`
        : what === 'sessions'
          ? `**${of(now, 'Sitzung', 'Sitzungen')}** ${now === 1 ? 'begann' : 'begannen'} in den letzten sieben ganzen Tagen, ${now > before ? 'mehr' : 'weniger'} als die ${count(before)} der Woche davor.`
          : `**${people(now)}** ${now === 1 ? 'war' : 'waren'} in den letzten sieben ganzen Tagen aktiv, ${now > before ? 'mehr' : 'weniger'} als die ${count(before)} der Woche davor.`,
    tested: (p) =>
      p < 0.001
        ? 'Zufall allein macht einen solchen Unterschied in weniger als einer von tausend Wochen.'
        : `Zufall allein macht einen solchen Unterschied in ${plain(p * 100)} von hundert Wochen.`,
    direction: (way, by, what) =>
      `Über 90 Tage ${way === 'rising' ? '**steigt**' : '**fällt**'} die Zahl der ${{ people: 'Personen, die an jedem Tag aktiv sind,', sessions: 'Sitzungen an jedem Tag', new: 'Personen, die an jedem Tag zum ersten Mal kommen,' }[what]} um etwa ${toHundredth(by)} in der Woche.`,
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
      'Bei Personen und Sitzungen unterscheidet sich nichts in dieser Woche von der letzten mehr, als Zufall es macht. In einem kleinen Team kann auch halb so viel Zufall sein.',
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
    see: (day) => (day ? `${longDay(day)} ansehen` : 'Die Tage ansehen'),
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
    more: (by, share) => {
      const written = share === null || by === 0 ? '' : ` (${signedPercent(share)})`
      return by === 0
        ? 'so viele wie vor einer Woche'
        : `${count(Math.abs(by))} ${by > 0 ? 'mehr' : 'weniger'} als vor einer Woche${written}`
    },
    sixtyDays: 'nach 60 ganzen Tagen',
    from: (day) => `ab ${day}, nach 60 ganzen Tagen`,
    firstDay: 'ab morgen, mit dem ersten ganzen Tag',
    likely: (low, high) => `wahrscheinlich ${percent(low)} bis ${percent(high)}`,
    ofPeople: (n, all) => `${count(n)} von ${count(all)}`,
    meanOf: (sessions) => (sessions === 1 ? 'eine Sitzung' : `Mittel von ${count(sessions)} Sitzungen`),
    components: (reach, core, frequency) =>
      `erreicht ${short(reach)}, Kern ${short(core)}, Häufigkeit ${short(frequency)}`,
  },

  change: {
    from: (day) => `verglichen ab ${day}`,
    same: (now, before) => (now === '0' ? `keine ${BEFORE[before]}` : `wie zuvor: ${now} ${BEFORE[before]}`),
    even: (then, before, isTested) =>
      `${none(then)} ${BEFORE[before]}${isTested ? '; kann Zufall sein' : ''}`,
    moved: (arrow, then, before) => `**${arrow} von ${none(then)}** ${BEFORE[before]}`,
    toYesterday: (now, line) => `bis gestern ${now}: ${line}`,
  },

  peopleActive: 'Aktive Personen',
  activeEachDay: 'Aktive Personen an jedem Tag',
  explore: 'Erkunden',
  forecast: 'Vorhersage: 95 % und 80 %',
  oneColumn: (zone) => `Eine Säule je Tag, ${zone}`,
  last24: 'Letzte 24 Stunden',
  all: 'Alle',
}
