/**
 * The commands of a document, and the answers that it shows below them. They run in one shell, in their
 * order, so that a later one may use what an earlier one has put into a variable.
 *
 *   ```sh                        ```http, ```json or ```csv
 *   curl -si $API/tasks          HTTP/1.1 200 OK
 *   ```                          etag: "…"
 *
 *                                {"items":[{"id":"…", …}],"next_cursor":null}
 *   ```                          ```
 *
 * `…` stands for anything: the rest of a text, of a list, of the fields of an object. Headers that are not
 * shown may be there. Ids, instants and dates are others each time; an id that is shown twice is the same twice.
 */
export interface Example {
  command: string
  /** `null` where none is shown. */
  answer: string | null
  /** In the document, for the words of a failure. */
  line: number
}

const FENCE = /^```(sh|http|json|csv)\n([\s\S]*?)^```$/gm
const BORDER = '--- the next example ---'

export function examplesIn(markdown: string): Example[] {
  const examples: Example[] = []
  for (const { 1: kind, 2: text = '', index } of markdown.matchAll(FENCE)) {
    const line = markdown.slice(0, index).split('\n').length
    const last = examples.at(-1)
    if (kind === 'sh') examples.push({ command: text, answer: null, line })
    else if (!last || last.answer !== null) throw new Error(`line ${line}: an answer to nothing`)
    else last.answer = text
  }
  return examples
}

/** @returns What each has printed. */
export async function runExamples(
  examples: readonly Example[],
  cwd: string,
  env: Record<string, string>,
): Promise<string[]> {
  const script = examples.map(({ command }) => `${command}\nprintf '\\n%s\\n' '${BORDER}'\n`).join('')
  const child = Bun.spawn(['bash', '-euo', 'pipefail', '-c', script], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdout: 'pipe',
    stderr: 'pipe',
    timeout: 60_000,
  })
  const [output, errors] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ])
  const printed = output.split(`\n${BORDER}\n`)
  if ((await child.exited) !== 0) {
    throw new Error(
      `the example of line ${examples[printed.length - 1]?.line} failed: ${errors}${printed.at(-1)}`,
    )
  }
  return printed.slice(0, -1)
}

export class Comparison {
  /** Of the document to those of this run. */
  readonly #ids = new Map<string, string>()

  /** @returns What differs, in words. */
  differences(shown: string, printed: string): string[] {
    if (!shown.startsWith('HTTP/')) return this.#lines(shown, printed)
    const [head = '', ...rest] = shown.trimEnd().split('\n\n')
    const [printedHead = '', ...printedRest] = printed.replaceAll('\r\n', '\n').split('\n\n')
    return [
      ...this.#heads(head.split('\n'), printedHead.split('\n')),
      ...(rest.length === 0 ? [] : this.#lines(rest.join('\n\n'), printedRest.join('\n\n'))),
    ]
  }

  #heads(shown: string[], printed: string[]): string[] {
    const lowered = printed.map(([...line]) =>
      line.join('').replace(/^[\w-]+:/, (name) => name.toLowerCase()),
    )
    return shown
      .filter((line) => !lowered.some((one) => this.#isText(line, one)))
      .map((line) => `${line} is not among ${printed.join(' | ')}`)
  }

  /** JSON, each on a line of its own, or one over several lines; or plain text. */
  #lines(shown: string, printed: string): string[] {
    const [expected, actual] = [documentsIn(shown, true), documentsIn(printed, false)]
    if (expected.length !== actual.length) return [`${expected.length} lines are shown, not\n${printed}`]
    return expected.flatMap((one, i) => this.#values(one, actual[i], ''))
  }

  #values(shown: unknown, actual: unknown, at: string): string[] {
    if (shown === '…') return []
    if (typeof shown === 'string' && typeof actual === 'string' && this.#isText(shown, actual)) return []
    if (Array.isArray(shown) && Array.isArray(actual)) return this.#items(shown, actual, at)
    if (isObject(shown) && isObject(actual)) return this.#fields(shown, actual, at)
    return Object.is(shown, actual)
      ? []
      : [`${at || 'it'} is ${JSON.stringify(actual)}, not ${JSON.stringify(shown)}`]
  }

  #items(shown: unknown[], actual: unknown[], at: string): string[] {
    const all = shown.filter((one) => one !== '…')
    const isWhole = all.length === shown.length
    if (isWhole ? all.length !== actual.length : all.length > actual.length) {
      return [`${at || 'it'} has ${actual.length} items, not ${all.length}`]
    }
    return all.flatMap((one, i) => this.#values(one, actual[i], `${at}[${i}]`))
  }

  #fields(shown: Record<string, unknown>, actual: Record<string, unknown>, at: string): string[] {
    const names = Object.keys(shown).filter((name) => name !== '…')
    const missing = '…' in shown ? [] : Object.keys(actual).filter((name) => !(name in shown))
    return [
      ...missing.map((name) => `${at}.${name} is not shown`),
      ...names.flatMap((name) => this.#values(shown[name], actual[name], `${at}.${name}`)),
    ]
  }

  /** Whether the one is the other, but for what is another each time. */
  #isText(shown: string, actual: string): boolean {
    const parts = shown.split(VARYING)
    const pattern = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : `(${varying(part)})`)).join('')
    const found = new RegExp(`^${pattern}$`, 's').exec(actual)
    if (!found) return false
    return parts
      .filter((_, i) => i % 2 === 1)
      .every((part, i) => !new RegExp(`^${UUID}$`).test(part) || this.#isSameId(part, found[i + 1] ?? ''))
  }

  #isSameId(shown: string, actual: string): boolean {
    const known = this.#ids.get(shown)
    this.#ids.set(shown, known ?? actual)
    return known === undefined || known === actual
  }
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'
const INSTANT = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z'
const DATE = '\\d{4}-\\d\\d-\\d\\d'
const VARYING = new RegExp(`(${UUID}|${INSTANT}|${DATE}|…)`)

function varying(part: string): string {
  if (part === '…') return '.*'
  const kind = [UUID, INSTANT, DATE].find((one) => new RegExp(`^${one}$`).test(part))
  return kind ?? escaped(part)
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The values that a text is made of: one document over all lines, or one on each, or the lines themselves. */
function documentsIn(text: string, isShown: boolean): unknown[] {
  const trimmed = text.trim()
  if (trimmed === '') return []
  const whole = parsed(trimmed, isShown)
  return whole !== undefined
    ? [whole]
    : trimmed.split('\n').map((line) => parsed(line, isShown) ?? line.trimEnd())
}

function parsed(text: string, isShown: boolean): unknown {
  try {
    return JSON.parse(isShown ? withEllipses(text) : text)
  } catch {
    return undefined
  }
}

/** What is left out of an object or a list becomes an entry of it. */
function withEllipses(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|(:\s*)?…(?=\s*([}\],]))/g, (part, colon?: string, next?: string) => {
    if (!part.endsWith('…')) return part
    return colon === undefined && next === '}' ? '"…":"…"' : `${colon ?? ''}"…"`
  })
}
