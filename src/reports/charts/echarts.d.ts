// The whole library in one file, for which it has no types of its own.
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export { init } from 'echarts/core'
}
