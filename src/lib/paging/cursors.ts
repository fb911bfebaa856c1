/**
 * Cursors: where the next page of a list begins. One is good only for the list, the order and the
 * organization that it was made for, and cannot be made up: it is signed.
 *
 *   const list = { organization_id, list: 'members', sort: '-created_at' }
 *   const after = cursor && cursors.read(list, cursor)          [created_at, id] of the last row seen
 *   const rows = …where (created_at, id) < after, order by both, limit + 1…
 *   return cursors.page(list, rows, limit, ({ created_at, id }) => [created_at, id])
 *
 * `limit` and the shape of the answer are in page.ts. What stands in a cursor can be read by whoever has
 * it: put in what the page shows anyway.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { AppError } from '../app-error.ts'

const LONGEST_CURSOR = 1_000
/** 128 bits. */
const SIGNATURE_BYTES = 16

/** Values of the last row seen that tell where it stands in the order; its id comes last. */
export type Position = (string | number | null)[]

export interface ListName {
  organization_id: string
  /** The list, with its filters where these change what comes next: `tasks?status=todo`. */
  list: string
  /** As in the query: `-created_at`. */
  sort: string
}

export class InvalidCursorError extends AppError {
  constructor() {
    super(422, 'invalid_cursor', 'cursor: is not one that this list gave. Begin without it.', {
      fields: { cursor: 'is not one that this list gave' },
    })
  }
}

export class Cursors {
  readonly #secret: Buffer

  constructor(secret: Buffer) {
    this.#secret = secret
  }

  sign(list: ListName, position: Position): string {
    const content = Buffer.from(JSON.stringify(position))
    return Buffer.concat([this.#signature(list, content), content]).toString('base64url')
  }

  /** @throws InvalidCursorError */
  read(list: ListName, cursor: string): Position {
    const bytes = Buffer.from(cursor, 'base64url')
    // Base64 is lenient: one cursor has one text, and no other is taken for it.
    if (cursor.length > LONGEST_CURSOR || bytes.toString('base64url') !== cursor)
      throw new InvalidCursorError()
    const content = bytes.subarray(SIGNATURE_BYTES)
    const signature = bytes.subarray(0, SIGNATURE_BYTES)
    const expected = this.#signature(list, content)
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new InvalidCursorError()
    }
    // We signed it, so it is what `sign` wrote.
    return JSON.parse(content.toString()) as Position
  }

  /** @param rows In order; one more than `limit` where there are more. */
  page<Row>(list: ListName, rows: Row[], limit: number, positionOf: (row: Row) => Position) {
    const items = rows.slice(0, limit)
    const last = items.at(-1)
    const hasMore = rows.length > limit && last !== undefined
    return { items, next_cursor: hasMore ? this.sign(list, positionOf(last)) : null }
  }

  #signature({ organization_id, list, sort }: ListName, content: Buffer): Buffer {
    // As JSON: no two lists have the same text, whatever stands in their names.
    const bound = JSON.stringify([organization_id, list, sort])
    const hmac = createHmac('sha256', this.#secret).update(`${bound}\n`).update(content)
    return hmac.digest().subarray(0, SIGNATURE_BYTES)
  }
}
