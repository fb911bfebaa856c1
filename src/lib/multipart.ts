/**
 * Forms with files, as browsers send them (RFC 7578). The whole body is in memory, and was bounded before
 * it was read; the parts are views of it, and nothing is copied.
 *
 * Promises: linear in the length of the body, and strict: what two readers might understand differently is
 * refused.
 */
export interface FormPart {
  name: string
  /** `null` of a field that is no file. */
  file_name: string | null
  content: Uint8Array
}

/** It is no such form. Says why, and quotes nothing of it. */
export class MalformedFormError extends Error {}

const MOST_PARTS = 200
const LONGEST_HEADERS = 4_096
/** RFC 2046. */
const BOUNDARY = /^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws MalformedFormError */
export function partsOf(bytes: Uint8Array, contentType: string): FormPart[] {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const delimiter = Buffer.from(`--${boundaryIn(contentType)}`)
  const next = Buffer.concat([Buffer.from('\r\n'), delimiter])
  const parts: FormPart[] = []
  // Before the first there may be a preamble, of which browsers send none.
  if (!body.subarray(0, delimiter.length).equals(delimiter))
    throw new MalformedFormError('it has no first boundary')
  let at = delimiter.length
  for (;;) {
    if (isAt(body, at, '--')) return parts
    if (!isAt(body, at, '\r\n')) throw new MalformedFormError('something follows a boundary')
    const end = body.indexOf(next, at)
    if (end === -1) throw new MalformedFormError('its last boundary is missing')
    if (parts.length >= MOST_PARTS) throw new MalformedFormError(`it has more than ${MOST_PARTS} parts`)
    parts.push(partIn(body, at + 2, end))
    at = end + next.length
  }
}

function boundaryIn(contentType: string): string {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]*)"|([^\s;"]+))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain ?? ''
  if (!BOUNDARY.test(boundary)) throw new MalformedFormError('its type names no boundary')
  return boundary
}

function isAt(body: Buffer, at: number, text: string): boolean {
  return body.toString('latin1', at, at + text.length) === text
}

function partIn(body: Buffer, from: number, to: number): FormPart {
  const headersEnd = body.subarray(from, Math.min(to, from + LONGEST_HEADERS)).indexOf('\r\n\r\n')
  if (headersEnd === -1) throw new MalformedFormError('the headers of a part do not end')
  const headers = decoded(body.subarray(from, from + headersEnd))
  return { ...namesIn(headers), content: body.subarray(from + headersEnd + 4, to) }
}

function namesIn(headers: string): Pick<FormPart, 'name' | 'file_name'> {
  const lines = headers.split('\r\n')
  const dispositions = lines.filter((line) => /^content-disposition:/i.test(line))
  if (lines.some((line) => /^content-transfer-encoding:(?!\s*(binary|8bit|7bit)\s*$)/i.test(line)))
    throw new MalformedFormError('a part is encoded')
  const [disposition] = dispositions
  if (disposition === undefined || dispositions.length > 1) throw new MalformedFormError('a part has no name')
  if (!/^content-disposition:\s*form-data\s*;/i.test(disposition))
    throw new MalformedFormError('a part is none of a form')
  const name = parameterOf(disposition, 'name')
  if (name === null) throw new MalformedFormError('a part has no name')
  return { name, file_name: parameterOf(disposition, 'filename') }
}

/** Browsers write `"` and line breaks in names as %22, %0D and %0A (WHATWG). */
function parameterOf(disposition: string, name: string): string | null {
  const found = [...disposition.matchAll(new RegExp(`;\\s*${name}="([^"]*)"`, 'gi'))]
  if (found.length > 1) throw new MalformedFormError('a part has two names')
  const [, value] = found[0] ?? []
  if (value === undefined) return null
  return value.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n')
}

function decoded(bytes: Uint8Array): string {
  try {
    return UTF8.decode(bytes)
  } catch {
    throw new MalformedFormError('it is not UTF-8')
  }
}

/** The text of a field. @throws MalformedFormError */
export function textOf({ content }: FormPart): string {
  return decoded(content)
}
