import type { Resource } from '../../resources/resource.ts'

export const backup: Resource = {
  kind: 'backup',
  table: 'backups',
  key: 'name',
  notices: {
    backup_failed: 'The scheduled backup has failed. Only those who administer the instance are told.',
  },
}
