/** What is said of words about numbers, retention, activity and definitions, in German. */
import type { Statistics } from '../../../../docs/api-types.ts'
import { dateOf, longDay, longWeekday } from '../../format/dates.ts'
import { isAdditive, isCounted, writtenValue } from '../../format/metrics.ts'
import { count, percent, plain, toHundredth, toTenth } from '../../format/numbers.ts'
import type { TextsOf } from '../shape.ts'
import { of, people, upper } from './counting.ts'
import { reason as whyNot } from './reasons.ts'

type Described = Statistics['current']
type Unit = 'week' | 'month'

const nextUnit = (unit: Unit) => (unit === 'week' ? 'der nächsten Woche' : 'dem nächsten Monat')
const units = (unit: Unit) => (unit === 'week' ? 'Wochen' : 'Monate')
const thisUnit = (unit: Unit) => (unit === 'week' ? 'dieser Woche' : 'diesem Monat')
const later = (k: number, unit: Unit) =>
  unit === 'week' ? of(k, 'Woche', 'Wochen') : of(k, 'Monat', 'Monate')

/** What is rare is not none: of less than one two decimals say something. */
function rate(value: number): string {
  return value >= 1 ? plain(value) : hundredth(value)
}

function hundredth(value: number): string {
  return value > 0 && value < 0.005 ? `weniger als ${toHundredth(0.01)}` : toHundredth(value)
}

export const de: TextsOf<'analysis'> = {
  words: {
    title: 'In Worten',
    noDays: 'Worte gibt es zu ganzen Tagen, und von diesen ist noch keiner vorbei.',
    noForecast: 'Nur zu Tagen, die mit heute oder gestern enden.',
    names: {
      level: 'Höhe',
      change: 'Änderung',
      trend: 'Richtung',
      weekdays: 'Wochentage',
      unusual: 'Ungewöhnlich',
      forecast: 'Vorhersage',
    },
    level: (metric: string, { n, sum, mean, median, min, max, reason }: Described) => {
      if (mean === null) return `${upper(whyNot(reason) || 'kein Tag des Zeitraums hat einen Wert')}.`
      if (isCounted(metric)) {
        const all = !isAdditive(metric) ? '' : `**${count(sum)}** in ${of(n, 'Tag', 'Tagen')}, `
        return `${all}**${rate(mean)}** am Tag. Die Hälfte der Tage hatte höchstens ${plain(median)}.`
      }
      return `Zwischen ${writtenValue(metric, min)} und ${writtenValue(metric, max)} in ${of(n, 'Tag', 'Tagen')}, in der Mitte **${writtenValue(metric, median)}**.`
    },
    change: (metric, change, now, before) => {
      const { value, numerator, denominator, unit, new_from_zero, low_n, reason, p_value, significant } =
        change
      // The means of a period are not those of the whole weeks within it.
      const ofPeriod = (change.days ?? now.n) === now.n ? [before.mean, now.mean] : [null, null]
      const [a = null, b = null] =
        denominator === undefined || numerator === undefined
          ? ofPeriod
          : [denominator, denominator + numerator]
      const written = (one: number) =>
        isCounted(metric) ? rate(one) : writtenValue(metric, Math.round(one * 10) / 10)
      // Only what is counted of a day is so many a day.
      const perDay = isCounted(metric) ? ' am Tag' : ''
      const numbers = a === null || b === null ? '' : `: ${written(b)}${perDay} gegen ${written(a)}`
      if (new_from_zero) return `Von keinem davor auf ${written(b ?? 0)}${perDay}.`
      if (value === null) return `${upper(whyNot(reason) || 'nicht zu sagen')}.`
      if (value === 0) return `So viel wie in den Tagen davor${numbers}.`
      const much =
        unit === 'points'
          ? `${plain(Math.abs(value))} Punkte ${value > 0 ? 'mehr' : 'weniger'}`
          : `${low_n ? '' : `${percent(Math.abs(value))} `}${value > 0 ? 'mehr' : 'weniger'}`
      const tested =
        p_value === undefined
          ? 'Nicht gegen Zufall geprüft'
          : significant
            ? 'Mehr, als Zufall macht'
            : 'Es kann Zufall sein'
      const inWeeks = now.n < 7 ? 'An diesen Tagen' : 'In ganzen Wochen'
      return `${inWeeks} ${much} als davor${numbers}. ${tested}${low_n ? ', und von wenigen' : ''}.`
    },
    comes: (day) => `Das kommt am ${day}.`,
    trend: ({ direction, slope_adjusted, interval, reason }) => {
      if (direction === null || slope_adjusted === null || interval === null)
        return `${upper(whyNot(reason) || 'nicht zu sagen')}.`
      if (direction === 'none')
        return `Keine zu sehen. Die Linie kann um ${hundredth(Math.abs(interval.low))} am Tag fallen oder um ${hundredth(Math.abs(interval.high))} steigen.`
      const [low, high] = [interval.low * 7, interval.high * 7].map(Math.abs).sort((x, y) => x - y)
      return `**${direction === 'rising' ? 'Steigend' : 'Fallend'}**, um ${hundredth(Math.abs(slope_adjusted) * 7)} in der Woche (${hundredth(low ?? 0)} bis ${hundredth(high ?? 0)}).`
    },
    weekdays: ({ weekdays, significant, n, reason }) => {
      if (!weekdays || significant === null) return `${upper(whyNot(reason) || 'nicht zu sagen')}.`
      if (!significant) return `In ${of(Math.floor(n / 7), 'Woche', 'Wochen')} kein Unterschied zu sehen.`
      const sorted = [...weekdays].sort((x, y) => y.index - x.index)
      const [most, least] = [sorted[0], sorted.at(-1)]
      if (!most || !least) return ''
      return `Sie unterscheiden sich. **${longWeekday(most.weekday)}** hat das ${toTenth(most.index)}-fache des mittleren Tages, ${longWeekday(least.weekday)} das ${toTenth(least.index)}-fache.`
    },
    unusual: ({ items, reason }, name) => {
      if (items === null) return `${upper(whyNot(reason) || 'nicht zu sagen')}.`
      if (items.length === 0)
        return 'Kein ungewöhnlicher Tag gefunden. In einem kleinen Team kann auch halb so viel Zufall sein.'
      const said = items.map((one) =>
        one.kind === 'day'
          ? `${name(one)}, ${plain(one.value)}, wo ${plain(one.expected)} üblich war`
          : `seit ${name(one)} ${one.side === 'above' ? 'mehr' : 'weniger'} als davor`,
      )
      return `${upper(said.join('; '))}.`
    },
    forecast: ({ days: foretold, backtest_mae, skill, reason }) => {
      if (!foretold || foretold.length === 0) return `${upper(whyNot(reason) || 'nicht zu sagen')}.`
      const low = Math.min(...foretold.map(({ interval_80 }) => interval_80.low))
      const high = Math.max(...foretold.map(({ interval_80 }) => interval_80.high))
      const better =
        skill == null ? '' : `, ${percent(skill * 100)} weniger, als die letzte Woche zu wiederholen`
      const off = backtest_mae == null ? '' : ` Sie lag um ${plain(backtest_mae)} am Tag daneben${better}.`
      const held = foretold.find(({ holds_unusual }) => holds_unusual)
      const holds = held
        ? ` ${longDay(held.date)}, rechnet den ${dateOf(held.holds_unusual?.[0] ?? '')} mit ein.`
        : ''
      return `**${plain(low)} bis ${plain(high)}** an den meisten der nächsten ${of(foretold.length, 'Tag', 'Tage')}.${off}${holds}`
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
    shownAs: { percent: 'in Prozent', people: 'in Personen' },
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
    tooYoung: (unit, on) => {
      const said =
        unit === 'week'
          ? 'Die erste Woche muss enden, bevor jemand in einer späteren wiederkommen kann'
          : 'Der erste Monat muss enden, bevor jemand in einem späteren wiederkommen kann'
      return `${said}${on ? `: am ${on}` : ''}.`
    },
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
    emptySince: (day) => `In den letzten 24 Stunden tat niemand etwas. Das letzte Ereignis kam am ${day}.`,
    emptyDay: 'An diesem Tag tat niemand etwas.',
    noMatch: 'Nichts davon.',
    clear: 'Alles zeigen',
    option: (name, times) => `${name} (${count(times)})`,
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
    all: 'Alle Definitionen',
    fraction: (n, all) => `${n} von ${all}.`,
    interval: (low, high) =>
      `Wahrscheinlich ${percent(low)} bis ${percent(high)}: das 95-%-Intervall nach Wilson.`,
    missing: (reason) => `Im Augenblick nicht da: ${reason}.`,
    called: (name, version) => `Heißt in der API ${name}, Version ${version}.`,
    explore: 'Erkunden',
  },

  hoursView: {
    period: '24 Stunden',
    title: (name) => `${name} in jeder Stunde`,
    last: 'die letzten 24 ganzen Stunden',
    ofDay: 'an diesem Tag',
    before: 'einen Tag davor',
    hour: 'Stunde',
    number: 'Zahl',
    sums: (now, before) =>
      `${now}, wenn man die Stunden zusammenzählt, in den Stunden einen Tag davor ${before}.`,
    together: (now, before) =>
      `${of(now, 'Person', 'Personen')} in allen diesen Stunden zusammen${before === null ? '' : `, ${count(before)} einen Tag davor`}: wer in mehreren Stunden aktiv war, zählt einmal.`,
    noHours: 'Nach Stunden gezählt werden nur aktive Personen, Sitzungen und neue Personen.',
    noTrend:
      '24 Stunden, die Tag und Nacht folgen, tragen keinen Trend, keinen üblichen Tag und keine Vorhersage.',
  },

  explore: {
    metric: 'Zahl',
    findMetric: 'Eine Zahl suchen',
    noMetric: 'Keine Zahl heißt so.',
    period: 'Zeitraum',
    periods: { '7d': '7 Tage', '30d': '30 Tage', '90d': '90 Tage', year: 'Jahr' },
    fromTo: 'Von … bis …',
    from: 'Von',
    to: 'Bis',
    show: 'Zeigen',
    atMost: 'Höchstens 366 Tage, bis heute.',
    forecast: 'Vorhersage',
    eachWeek: (name) => `${name}, Woche für Woche`,
    thisWeek: 'diese Woche',
    axisFrom: (value) => `ab ${value}`,
    noForecast: (why) => `Keine Vorhersage: ${why}`,
    inPart: 'zum Teil',
    expected: 'Erwartet',
    usual: 'Üblich',
    forecastLabel: 'Vorhersage, jeder Tag für sich: 95 % und 80 %',
    copyLink: 'Link kopieren',
    definition: 'Was es bedeutet',
    table: 'Tabelle',
    allDays: 'Alle Tage',
    fewerDays: 'Weniger',
    ofDays: (shown, all) => `${count(shown)} von ${of(all, 'Tag', 'Tagen')}`,
    days: (from, to, today) => {
      if (from === to) return today ? 'heute bisher' : to
      return today ? `${from} bis gestern, und heute bisher` : `${from} bis ${to}`
    },
    weekdays: 'Wochentage',
    average: 'der mittlere Tag ist 1',
    daysBy: (name) => `Tage nach Zahl: ${name}`,
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
