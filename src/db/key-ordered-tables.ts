/**
 * Tables whose rows lie in the order of their primary key on SQLite (`without rowid`): one tree in the place
 * of a table and the index of its key. It suits many small rows that are written one by one and found by
 * their key. Long rows would be cut into pages of their own, and an index beside the key holds all of it.
 *
 * The generator of migrations knows no such tables: one that builds a table anew says so itself.
 */
export const KEY_ORDERED: readonly string[] = [
  'changes',
  'cohort_cells',
  'last_active',
  'organization_counters',
  'organization_days',
  'person_days',
  'person_message_days',
  'person_sessions',
  'person_states',
  'search_queue',
  'stock_days',
  'task_labels',
  'task_status_changes',
  'task_times',
  'work_changes',
]
