import { EXPECTATIONS, type Expectation, KEYS, SESSIONS, type Who } from './expectations.ts'

/** docs/authorization.md, made from the table. */
export function authorizationDocument(): string {
  const columns = ['nobody', ...SESSIONS, ...KEYS]
  const cells = ({ allowed, instanceAdmin, whileUnclaimed, unseen = [], notTheirs = [] }: Expectation) =>
    columns.map((who) => {
      if (who === 'nobody' && whileUnclaimed) return 'at first⁴'
      if (allowed === 'public') return 'yes'
      if (!(allowed as readonly string[]).includes(who)) return '–'
      if (unseen.includes(who as Who)) return 'own²'
      if (notTheirs.includes(who as Who)) return 'own³'
      return instanceAdmin ? 'admin¹' : 'yes'
    })
  const rows = Object.entries(EXPECTATIONS).map(
    ([route, one]) => `| \`${route}\` | ${cells(one).join(' | ')} |`,
  )
  return `# Who may do what

This table is made from the expectations of the authorization tests, which hold every route of the
API against every kind of caller. Somebody of another organization never gets more than their own:
its ids answer 404, as those that never were. A revoked session or key is nobody, at once.

| Route | ${columns.join(' | ')} |
|---|${columns.map(() => '---').join('|')}|
${rows.join('\n')}

¹ Whatever the role, only the instance's administrators.
² What is theirs, or open to them: docs/work.md, docs/knowledge.md, docs/hiring.md and docs/conversations.md say by what. The rest is not there: 404.
³ What they have written themselves, or what is of a job or a company of theirs. The rest they see, and may not: 403.
⁴ As long as nobody administers the instance, for nobody has signed up.

GET /metrics is no part of the API: it is for programs on the same machine, for whoever presents
METRICS_TOKEN, and for administrators of the instance.
`
}
