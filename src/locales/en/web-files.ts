// Files on the customers' pages and the staff desk; part of `web`.

export const files = {
  attach: 'Attach files',
  hint: 'Up to 10 files of 20 MB each: pictures, PDF, text, office documents, audio, video, zip.',
  picture: 'Picture {{name}}',
  remove: 'Remove {{name}}',
  unnamed: 'a file',
  none: 'There is no such file here.',
  gone: 'This file is no longer there. A fresh copy has to be sent.',
  away: 'This file can’t be fetched just now. Please try again in a moment.',
  noRoom: 'There is no room for files just now. Send your words without them, or try again in an hour.',
  tooMuch: 'That is too much at once: up to 10 files of 20 MB each go with one message.',
  fault: {
    tooMany: 'Up to 10 files go with one message. Send the others with the next one.',
    tooLarge: '“{{name}}” is larger than 20 MB. Send a smaller one, or a link to it.',
    empty: '“{{name}}” is empty. Choose it again, or send another one.',
    notTaken:
      '“{{name}}” is of a kind that is not taken here. Pictures, PDF, text, office documents, audio, video and zip are.',
    misnamed: '“{{name}}” is not what its name says it is. Save it in its own kind and send it again.',
    notWithNotes: 'Notes take no files here. Send the files with a reply, or leave them out.',
  },
} as const
