import { createContext } from '../context.ts'
import type { Command } from './command.ts'

export const migrate: Command = {
  summary: 'bring the database to the schema of this version',
  usage: 'almanac migrate',
  options: {},
  async run({ config }) {
    // Opening migrates: the server does the same at its start.
    await using context = await createContext(config)
    console.log(`The ${context.db.engine} database has the schema of this version.`)
    return 0
  },
}
