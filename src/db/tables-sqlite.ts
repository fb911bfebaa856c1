/** What only SQLite needs: Postgres tells its processes of each other's commits. See sqlite-change-marks.ts. */
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const change_marks = sqliteTable(
  'change_marks',
  {
    /** Not under the name of other tables: its row stays when the organization is deleted, or others would not hear of it. */
    organization: text().primaryKey(),
    /** Grows with every transaction that records facts, over all organizations. */
    mark: integer().notNull(),
    /** The same, of the last one that changed what somebody may do. */
    access_mark: integer().notNull(),
  },
  (t) => [index('change_marks_mark').on(t.mark)],
)
