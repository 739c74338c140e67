// The chat on customers' own sites; part of `web`.

export const widget = {
  open: 'Scrieți-ne',
  close: 'Închideți chatul',
  news: 'răspuns nou',
  off: 'Chatul nu apare încă pe alte site-uri: setați WIDGET_ORIGINS la cele care îl pot arăta.',
  notListed: 'Acest site nu poate arăta chatul: nu este în WIDGET_ORIGINS.',
} as const
