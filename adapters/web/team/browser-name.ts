// What a browser calls itself, as short as people call it: good enough to know one's own again in a list.

// Those that pretend to be others stand before them.
const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bSafari\//],
  ['curl', /^curl\//],
] as const
const SYSTEMS = [
  ['Android', /\bAndroid\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Windows', /\bWindows\b/],
  ['Mac', /\bMac(?:intosh| OS X)\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const

/** A short name such as `Firefox, Linux` for the header `User-Agent`; null where nothing is known in it. */
export const browserName = (agent: string | undefined): string | null => {
  const name = (known: typeof BROWSERS | typeof SYSTEMS) => known.find(([, mark]) => mark.test(agent ?? ''))?.[0]
  return [name(BROWSERS), name(SYSTEMS)].filter((one) => one !== undefined).join(', ') || null
}
