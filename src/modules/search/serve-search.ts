import type { Principal } from '../../access/principal.ts'
import type { Base } from '../../base.ts'
import type { Serialised } from '../../cache/serialised.ts'
import type { UnchangedAnswers } from '../../changes/unchanged-answers.ts'
import { SEARCH_VERSION } from '../../db/search/texts.ts'
import { findSearchVersion } from './queries.ts'
import type { Found, SearchQuery } from './schema.ts'
import { searchTexts } from './search-texts.ts'
import type { TextKinds } from './text-kinds.ts'

type Needs = Pick<Base, 'db' | 'cursors'> & {
  unchanged: UnchangedAnswers
  texts: TextKinds
  serialise: (found: Found) => string
}

/** What somebody finds, kept for as long as nothing changes. @throws InvalidCursorError */
export function serveSearch(
  { db, cursors, unchanged, texts, serialise }: Needs,
  principal: Principal,
  query: SearchQuery,
): Promise<Serialised> {
  return unchanged.get(principal.organization_id, nameOf(principal, query), {
    read: findSearchVersion,
    // In as many transactions as it takes. What is of a later state than the log was read of is never given out as kept.
    write: async (version, now) => {
      const found = await searchTexts({ db, cursors, texts }, principal, query)
      // Neither is told by the log: that texts which waited are indexed, and that all are by newer rules.
      const lasts = !found.incomplete && version >= SEARCH_VERSION
      return { body: serialise(found), holds_until: lasts ? Number.POSITIVE_INFINITY : now }
    },
  })
}

function nameOf(principal: Principal, { q, kind, limit, cursor }: SearchQuery): string {
  return `search ${JSON.stringify([whoAsks(principal), q, kind, limit, cursor])}`
}

/** Admins do not all see the same: conversations are of those who take part. */
function whoAsks(principal: Principal): unknown[] {
  return principal.kind === 'api_key'
    ? [principal.api_key_id, principal.scopes]
    : [principal.member_id, principal.role, principal.is_instance_admin]
}
