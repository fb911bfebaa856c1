/**
 * The tables whose rows stand for contents in the store of files (src/files), each under its hash in
 * `sha256`. A content is needed as long as any row of any of them names it.
 */
import type { Schema } from './schema.ts'

export const FILE_TABLES = ['application_files', 'task_files'] as const satisfies readonly (keyof Schema)[]

export type FileTable = (typeof FILE_TABLES)[number]

/** @param name Of a table of whatever version. */
export function isFileTable(name: string): name is FileTable {
  return FILE_TABLES.some((table) => table === name)
}
