// How much may come with one message; the pages tell the same figures.

/** As many as an album on Telegram holds. */
export const MOST_FILES = 10
/** In bytes. Telegram hands a bot no more, so it is what people are used to. */
export const LARGEST_FILE = 20 * 1024 * 1024
/** Of a name, in characters. */
export const LONGEST_NAME = 120
/** A whole post in bytes: all files, and 1 MB for its words and what multipart adds. */
export const LARGEST_POST = MOST_FILES * LARGEST_FILE + 1024 * 1024
