/**
 * JSON from outside, without a change that nobody sees: `JSON.parse` makes 9007199254740992 of
 * 9007199254740993, and Infinity (which is written as `null`) of 1e400. A number that would not
 * come back with the value that was written is refused. Keeping its text instead would only move the
 * loss to whoever reads it: exports, workbooks, and clients whose numbers are doubles, too.
 *
 * The check costs one regular expression; only where that finds something the text is gone through.
 */
import { endOfString } from './json-depth.ts'
import { shortened } from './text.ts'

export class NotJsonError extends SyntaxError {}

/** `message` is to be read after the name of the field. */
export class InexactNumberError extends SyntaxError {
  constructor(
    /** Where it stands: `properties.order`, `3.properties.sizes.0`. */
    readonly path: string,
    readonly problem: string,
  ) {
    super(`${path} ${problem}`)
  }
}

/** @throws NotJsonError, InexactNumberError */
export function parseJson(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new NotJsonError(reasonOf(text, error as SyntaxError))
  }
  if (SUSPICIOUS.test(text)) refuseInexact(text)
  return value
}

/** A number of sixteen characters or with an exponent; or a text that looks like one. */
const SUSPICIOUS = /[:,[\s]-?(?:[\d.]{16}|[\d.]{1,15}[eE])/

function reasonOf(text: string, { message }: SyntaxError): string {
  if (text.trim() === '') return 'it is empty'
  if (/EOF|Unterminated|unexpected end/i.test(message)) return 'it ends too early'
  return 'names and texts stand in double quotes, and nothing but the closing bracket follows the last item'
}

/** Only of what is JSON. */
function refuseInexact(text: string): void {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (isNumberStart(code)) {
      const start = at
      while (isNumberPart(text.charCodeAt(at + 1))) at += 1
      const written = text.slice(start, at + 1)
      if (!isExact(written)) throw new InexactNumberError(pathTo(text, start), problemOf(written))
    }
  }
}

const QUOTE = 0x22

function isNumberStart(code: number): boolean {
  return code === 0x2d || (code >= 0x30 && code <= 0x39)
}

/** Digits, signs, the point, and the letter of an exponent. */
function isNumberPart(code: number): boolean {
  const isDigit = code >= 0x30 && code <= 0x39
  return isDigit || code === 0x2b || code === 0x2d || code === 0x2e || code === 0x45 || code === 0x65
}

/** Whether what we write of the number has the value that came. */
function isExact(written: string): boolean {
  const number = Number(written)
  // Fifteen digits always come back, but where a double has fewer: next to zero.
  if (written.length < 16 && Math.abs(number) > 1e-290) return Number.isFinite(number)
  return Number.isFinite(number) && decimal(written) === decimal(String(number))
}

/** The value as digits without zeros around them and the place of the last: `1.50e2` is `15e1`. */
function decimal(written: string): string {
  const [, sign = '', whole = '', part = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written) ?? []
  const digits = (whole + part).replace(/^0+/, '')
  const plain = digits.replace(/0+$/, '')
  if (plain === '') return '0'
  return `${sign}${plain}e${Number(exponent) - part.length + digits.length - plain.length}`
}

function problemOf(written: string): string {
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written
  const number = Number(written)
  const becomes = Number.isFinite(number) ? `it would become ${number}` : 'it is too large'
  return `is a number that cannot be kept as it is written (${shown}: ${becomes}); send it as a text`
}

/** Of a path that is given back: names may be as long as a body. */
const LONGEST_PATH = 200

/** The names and places that lead to what stands at `end`. */
function pathTo(text: string, end: number): string {
  const path: (string | number)[] = []
  let last = ''
  for (let at = 0; at < end; at += 1) {
    const char = text[at]
    if (char === '"') {
      const close = endOfString(text, at)
      last = text.slice(at, close + 1)
      at = close
    } else if (char === ':') path[path.length - 1] = JSON.parse(last)
    else if (char === '{') path.push('')
    else if (char === '[') path.push(0)
    else if (char === '}' || char === ']') path.pop()
    else if (char === ',') {
      const place = path.at(-1)
      if (typeof place === 'number') path[path.length - 1] = place + 1
    }
  }
  return shortened(path.join('.'), LONGEST_PATH) || 'body'
}
