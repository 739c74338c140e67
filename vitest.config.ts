// How the tests run: few at once, since two cores must be enough, and one PostgreSQL for all of them.
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Whole programs wait more than they compute: they begin, so that none of them is left over at the end alone.
const PROGRAMS = ['/test/stories/', '/test/cli/', '/test/demo/']
const startsPrograms = ({ moduleId }: TestSpecification): number =>
  PROGRAMS.some((part) => moduleId.includes(part)) ? 1 : 0

class ProgramsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((one, other) => startsPrograms(other) - startsPrograms(one))
  }
}

// vitest reads the default export.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 3,
    // Files share the processes they run in, since starting one and loading Prisma took longer than most files:
    // no test changes its process (its environment, its folder, its clock), and what one opens it closes.
    isolate: false,
    sequence: { sequencer: ProgramsFirst },
    testTimeout: 30_000,
    // A busy machine is no failure: the default of one second is less than some pauses that are waited for.
    expect: { poll: { timeout: 10_000 } },
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
  },
})
