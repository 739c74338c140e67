// Where Prisma finds the schema. There is no database address: the program migrates by itself (src/database/migrate.ts).
import { defineConfig } from 'prisma/config'

// Prisma's command line reads the default export; nothing else in Frontdesk has one.
export default defineConfig({ schema: 'schema.prisma', migrations: { path: 'migrations' } })
