import type { Resource } from '../../resources/resource.ts'

const DAY_MS = 86_400_000

export function auditEntry({ audit_keep_days }: { audit_keep_days: number }): Resource {
  return {
    kind: 'audit_entry',
    table: 'audit_entries',
    over: `at <= :now - ${audit_keep_days * DAY_MS}`,
  }
}
