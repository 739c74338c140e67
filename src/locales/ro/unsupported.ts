// Ce trimit oamenii și încă nu poate fi dat mai departe, așa cum stă într-o propoziție.

export const unsupported = {
  animation: 'un GIF',
  audio: 'un fișier audio',
  contact: 'un contact',
  dice: 'un zar',
  document: 'un document',
  file: 'un fișier',
  game: 'un joc',
  location: 'o locație',
  photo: 'o fotografie',
  poll: 'un sondaj',
  sticker: 'un autocolant',
  story: 'o poveste',
  video: 'un videoclip',
  videoNote: 'un mesaj video',
  voice: 'un mesaj vocal',
  other: 'un mesaj de un tip necunoscut',
} as const
