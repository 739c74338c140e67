// The chat on customers' own sites; part of `web`.

export const widget = {
  open: 'Write to us',
  close: 'Close the chat',
  news: 'new answer',
  off: 'The chat is on no other sites yet: set WIDGET_ORIGINS to those that may show it.',
  notListed: 'This site may not show the chat: it is not in WIDGET_ORIGINS.',
} as const
