/** What it adds up to, and what happened. */
import type { ToolDeclaration } from '../tool.ts'

/** How an answer was kept says nothing of what it is. */
const KEPT = { without: ['force_refresh'], hides: ['cache_metadata'] }

export const NUMBERS: readonly ToolDeclaration[] = [
  {
    name: 'get_dashboard',
    title: 'Get the dashboard',
    description:
      'All numbers of now, or with `as_of` at the end of any past local day. A number is null where it cannot be computed, and `notes` says why. Ten times a minute at most.',
    route: 'GET /api/v1/metrics/dashboard',
    ...KEPT,
  },
  {
    name: 'get_trends',
    title: 'Get trends',
    description: 'Numbers day by day, for a range of local days and the metrics that you name.',
    route: 'GET /api/v1/metrics/trends',
    ...KEPT,
  },
  {
    name: 'get_statistics',
    title: 'Get statistics',
    description:
      'A period compared with the one before, with trend, weekdays, unusual days and a forecast, each null with its reason where the days cannot bear one.',
    route: 'GET /api/v1/metrics/statistics',
    ...KEPT,
  },
  {
    name: 'list_metric_definitions',
    title: 'List metric definitions',
    description: 'What each number means, by its name. Look here before you explain a number.',
    route: 'GET /api/v1/metrics/definitions',
  },
  {
    name: 'list_activity',
    title: 'List activity',
    description: 'What people did, the newest first: the last 24 hours, or a local `day`.',
    route: 'GET /api/v1/metrics/activity',
    ...KEPT,
  },
  {
    name: 'list_changes',
    title: 'List changes',
    description:
      'What has changed since a number of the log of changes: which things and how, not their content. Ask without `after` for the number of now.',
    route: 'GET /api/v1/live',
  },
  {
    name: 'list_audit',
    title: 'List the audit log',
    description:
      'What administrators account for: who did what and when, with what was before and after. Tools that changed something are there as `tool.called`.',
    route: 'GET /api/v1/audit',
  },
]
