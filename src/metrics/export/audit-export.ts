import type { Base } from '../../base.ts'

/** That somebody takes something along. @param of What. @param request As it was asked for. */
export async function auditExport(
  { db }: Pick<Base, 'db'>,
  organizationId: string,
  of: string,
  request: object,
): Promise<void> {
  const made = { kind: 'export', verb: 'made' }
  await db.for(organizationId).write(async (tx) => tx.audit(made, { after: { of, ...request } }))
}
