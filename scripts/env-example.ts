/** Writes .env.example from the list of options. A test says when it is time. */
import { join } from 'node:path'
import { exampleEnv } from '../src/config/env.ts'

await Bun.write(join(import.meta.dir, '../.env.example'), exampleEnv())
