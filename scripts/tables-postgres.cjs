// The generator reads tables from a module's own exports: here are all of them, named once in src/db/schema.
module.exports = require('../src/db/schema-postgres.ts').postgresTables()
