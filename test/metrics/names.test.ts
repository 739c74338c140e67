// What is written about the metrics, held against those that there are.

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { createPrometheus } from '../../src/metrics/prometheus.ts'

const read = (name: string): string => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8')
const names = createPrometheus().names()
const own = names.filter((name) => name.startsWith('frontdesk_'))
const namedIn = (text: string): string[] =>
  [...text.matchAll(/\b(?:frontdesk|process|nodejs)_[a-z0-9_]+/g)].map(([name]) =>
    name.replace(/_(bucket|sum|count)$/, ''),
  )

const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string().regex(/^Frontdesk[A-Za-z]+$/),
          expr: z.string(),
          for: z
            .string()
            .regex(/^\d+m$/)
            .optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), remedy: z.string() }),
        }),
      ),
    }),
  ),
})

test('every alert is a whole rule, with a remedy, and asks for metrics that there are', () => {
  const alerts = rules.parse(parse(read('alerts.yml'))).groups.flatMap((group) => group.rules)
  expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
  for (const { alert, expr } of alerts) {
    const named = namedIn(expr)
    expect([...named, ...(expr.startsWith('up{') ? ['up'] : [])].length, alert).toBeGreaterThan(0)
    expect(names, alert).toEqual(expect.arrayContaining(named))
  }
})

const dashboard = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
})

test('every picture of the dashboard shows metrics that there are, each of the desk’s is in one, and none covers another', () => {
  const { panels } = dashboard.parse(JSON.parse(read('grafana.json')))
  const shown = panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => namedIn(expr)))
  expect(names).toEqual(expect.arrayContaining(shown))
  expect(own.filter((name) => !shown.includes(name))).toEqual([])
  for (const part of ['id', 'title'] as const)
    expect(new Set(panels.map((panel) => panel[part])).size).toBe(panels.length)
  expect(new Set(panels.map(({ gridPos: { x, y } }) => `${x},${y}`)).size).toBe(panels.length)
  for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24)
})

test('the page about monitoring names each of the desk’s metrics, and none that there is not', () => {
  const text = read('monitoring.md')
  for (const name of own) expect(text).toContain(`| \`${name}\` |`)
  expect(names).toEqual(expect.arrayContaining(namedIn(text).filter((name) => name.startsWith('frontdesk_'))))
})

test('names follow the field’s custom: units and totals at their end', () => {
  for (const name of own) expect(name).toMatch(/^frontdesk_[a-z_]+[a-z]$/)
  expect(own.filter((name) => /(duration|delay|wait|age)(?!.*_seconds$)/.test(name))).toEqual([
    'frontdesk_database_pool_waiting',
  ])
})
