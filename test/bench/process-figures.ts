// What a process has used of the processor and has of memory, by Linux.

import { readdirSync, readFileSync } from 'node:fs'

// Linux counts in hundredths of a second, whatever the machine (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html).
const TICK = 10

/** In milliseconds, since its start. */
export const processorTimeOf = (pid: number): number => {
  const fields = fieldsOf(pid)
  return (Number(fields[11]) + Number(fields[12])) * TICK
}

/** Of a process and of all that it has started and that still run, in milliseconds. */
export const processorTimeOfFamily = (pid: number): number => {
  const children = readdirSync('/proc').flatMap((name) => {
    const child = Number(name)
    return Number.isInteger(child) && parentOf(child) === pid ? [child] : []
  })
  return [pid, ...children].reduce((sum, one) => sum + processorTimeOf(one), 0)
}

/** In MB, as much as lies in the machine's memory now. */
export const residentMemory = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024

const parentOf = (pid: number): number | null => {
  try {
    return Number(fieldsOf(pid)[1])
  } catch {
    // It has ended meanwhile.
    return null
  }
}

// Those behind the name, which may hold anything: the state comes first.
const fieldsOf = (pid: number): string[] => {
  const line = readFileSync(`/proc/${pid}/stat`, 'utf8')
  return line.slice(line.lastIndexOf(')') + 2).split(' ')
}
