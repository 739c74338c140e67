// Which form of an export is asked for, as people happen to write it.

import { expect, test } from 'vitest'
import { readFormat } from '../../src/reports/export-format.ts'

test.each([
  ['', 'csv', ''],
  ['30d', 'csv', '30d'],
  ['json', 'json', ''],
  ['30d json', 'json', '30d'],
  ['JSON 30d', 'json', '30d'],
  ['last month as json', 'json', 'last month'],
  ['last month, in json.', 'json', 'last month'],
  ['2026-01-01..2026-02-01 json', 'json', '2026-01-01..2026-02-01'],
  ['luna trecută în format JSON', 'json', 'luna trecută'],
  ['ultimele 30 de zile ca json', 'json', 'ultimele 30 de zile'],
  ['.json today', 'json', 'today'],
  ['json csv 7d', 'csv', '7d'],
  ['7d csv', 'csv', '7d'],
  ['jsonish', 'csv', 'jsonish'],
] as const)('"%s" is %s of "%s"', (text, format, period) => {
  expect(readFormat(text)).toEqual({ format, period })
})
