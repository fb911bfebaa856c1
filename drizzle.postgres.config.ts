import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'postgresql',
  schema: './scripts/tables-postgres.cjs',
  out: './drizzle/postgres',
})
