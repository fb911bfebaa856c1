/**
 * What each route asks of its caller. Every route says one of the two; the application does not
 * start with a route that says neither (see route-table.ts).
 *
 *   { public: true }               anybody
 *   { requires: 'events.write' }   a principal with that permission, given to the handler
 *
 * Who the caller is was found out before the body was read, so that a wrong token is answered
 * with 401 whatever the body holds. Whether the caller may is decided here, before the body is checked.
 */
import { Elysia } from 'elysia'
import { NotSignedInError } from '../access/errors.ts'
import { grantOf, type Permission, type Principal } from '../access/principal.ts'
import type { LimitClass } from '../config/rate-limits.ts'
import type { RefusalPage } from './refusal-page.ts'
import { requestInfo } from './request-info.ts'
import {
  DECLARATION,
  DIRECT,
  FILES,
  FORM,
  KEYED,
  LIMIT,
  PUBLIC,
  REFUSAL_PAGE,
  REFUSES,
  SELF_CONTAINED,
  STREAMS,
  STREAMS_ANSWER,
  TRIED,
  UNKEYED,
  UNMEASURED,
  VERSIONED,
} from './route-table.ts'
import { seenVersion, tagVersion } from './versions.ts'

export const access = new Elysia({ name: 'access' }).macro({
  public: (_: true) => ({ detail: declaration(PUBLIC, []), transform: admit(null) }),
  /** The class of limit; by default reads and writes are counted each for themselves. */
  limit: (name: LimitClass) => ({ detail: limited(name) }),
  /**
   * The route reads its body itself, as it comes. Elysia's own word for this, `parse: 'none'`,
   * fails as soon as there is a parser for all routes.
   */
  streams: (_: true) => ({ detail: streamed }),
  /** A form of a page may be its body, as a browser sends it: an object of texts. */
  takesForm: (_: true) => ({ detail: fromForm }),
  /**
   * A form with files may be its body. The files of a field come as a list of `ReceivedFile`.
   *
   * @param json The fields beside them that are JSON; others are texts.
   */
  takesFiles: (json: readonly string[]) => ({ detail: withFiles(json) }),
  /**
   * The route's answer comes bit by bit: how long that takes is no response time, and no
   * Idempotency-Key is taken.
   */
  streamsAnswer: (_: true) => ({ detail: answeredBitByBit }),
  /** The route takes an Idempotency-Key, as a POST does anyway: see db/once.ts for what that asks of its action. */
  keyed: (_: true) => ({ detail: keyed }),
  /** A POST that changes nothing: what it asks about is too long for an address. It takes no Idempotency-Key. */
  unkeyed: (_: true) => ({ detail: unkeyed }),
  /** Files that come are read and not kept: it can be tried out by a dry run, as what takes none. */
  tried: (_: true) => ({ detail: tried }),
  /**
   * The statuses with which its action refuses. Those that follow from the rest of what the route
   * declares are not named: see refusals.ts.
   */
  refuses: (statuses: readonly number[]) => ({ detail: refusing(statuses) }),
  /**
   * What it answers with has a version: it is sent with its ETag, and not again to who has it. The
   * handler is given If-Match.
   */
  versioned: (_: true) => ({ detail: versioned, resolve: seenVersion, afterHandle: tagVersion }),
  /** It is for people: whatever is refused there comes as this page, and not as a problem document. */
  refusalPage: (page: RefusalPage) => ({ detail: refusedWith(page) }),
  /** Requests of the route do not count in the response time and the rate of errors. */
  unmeasured: (_: true) => ({ detail: unmeasured }),
  /** A public route that answers without the database, whoever asks: nobody is looked up for it. */
  selfContained: (_: true) => ({ detail: selfContained }),
  /**
   * A GET that is asked much and whose answer is kept: who asks for the same address again does not
   * pass the router (see direct.ts). The handler is given nothing but the principal, the parameters and
   * the query, and says in what it returns (`Serialised`) which headers it has.
   */
  direct: (_: true) => ({ detail: direct, afterHandle: rememberTarget }),
  requires: (permission: Permission) => ({
    detail: declaration(permission, waysIn(permission)),
    transform: admit(permission),
    resolve({ request }: { request: Request }) {
      return { principal: principalOf(request) }
    },
    beforeHandle: ({ request, route, body }: AtTheHandler) =>
      requestInfo(request)?.pipeline.acceptKey(request, route, body),
  }),
})

function waysIn(permission: Permission): Record<string, string[]>[] {
  const mayKeys = grantOf(permission).scopes.length > 0
  return mayKeys ? [{ session: [] }, { api_key: [] }] : [{ session: [] }]
}

const direct: { [DIRECT]: true; description?: string } = { [DIRECT]: true }
const fromForm: { [FORM]: true; description?: string } = { [FORM]: true }
const streamed: { [STREAMS]: true; description?: string } = { [STREAMS]: true }
const answeredBitByBit: { [STREAMS_ANSWER]: true; description?: string } = { [STREAMS_ANSWER]: true }
const keyed: { [KEYED]: true; description?: string } = { [KEYED]: true }
const tried: { [TRIED]: true; description?: string } = { [TRIED]: true }
const unkeyed: { [UNKEYED]: true; description?: string } = { [UNKEYED]: true }
const versioned: { [VERSIONED]: true; description?: string } = { [VERSIONED]: true }
const unmeasured: { [UNMEASURED]: true; description?: string } = { [UNMEASURED]: true }
const selfContained: { [SELF_CONTAINED]: true; description?: string } = { [SELF_CONTAINED]: true }

function declaration(requirement: Permission | typeof PUBLIC, security: Record<string, string[]>[]) {
  return { [DECLARATION]: requirement, security }
}

function limited(name: LimitClass): { [LIMIT]: LimitClass; description?: string } {
  return { [LIMIT]: name }
}

function withFiles(json: readonly string[]): { [FILES]: readonly string[]; description?: string } {
  return { [FILES]: json }
}

function refusing(statuses: readonly number[]): { [REFUSES]: readonly number[]; description?: string } {
  return { [REFUSES]: statuses }
}

function refusedWith(page: RefusalPage): { [REFUSAL_PAGE]: RefusalPage; description?: string } {
  return { [REFUSAL_PAGE]: page }
}

interface AtTheRoute {
  request: Request
  route: string
  body: unknown
  query: Record<string, unknown>
  params: Record<string, string> | undefined
}

interface AtTheHandler {
  request: Request
  route: string
  body: unknown
}

function admit(permission: Permission | null) {
  return ({ request, route, body, query, params }: AtTheRoute): void => {
    const info = requestInfo(request)
    if (!info) throw new NotSignedInError()
    const { pipeline } = info
    // What has a body was admitted before it was read.
    if (!info.is_admitted) pipeline.admit(request, info, route, permission)
    pipeline.checkShape(request, info, { route, body, query, params })
  }
}

interface AfterTheHandler {
  request: Request
  route: string
  params: Record<string, string> | undefined
  query: Record<string, unknown> | undefined
  responseValue: unknown
}

function rememberTarget({ request, route, params = {}, query = {}, responseValue }: AfterTheHandler): void {
  const info = requestInfo(request)
  info?.pipeline.rememberTarget(request, info, route, { params, query }, responseValue)
}

function principalOf(request: Request): Principal {
  const principal = requestInfo(request)?.caller?.principal
  if (!principal) throw new NotSignedInError()
  return principal
}
