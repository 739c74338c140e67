// What people send that can't be passed on yet, as it stands within a sentence.

export const unsupported = {
  animation: 'a GIF',
  audio: 'an audio file',
  contact: 'a contact',
  dice: 'a dice roll',
  document: 'a document',
  file: 'a file',
  game: 'a game',
  location: 'a location',
  photo: 'a photo',
  poll: 'a poll',
  sticker: 'a sticker',
  story: 'a story',
  video: 'a video',
  videoNote: 'a video message',
  voice: 'a voice message',
  other: 'a message of an unknown kind',
} as const
