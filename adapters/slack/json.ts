// JSON from outside: what can't be read is null, and never an exception.

export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
