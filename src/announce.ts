// Where customers and managers find the desk, for whoever starts it by hand.

/** Tells both addresses on a terminal; `link` is the secret one of the staff desk, good for one use. */
export function announce(address: string, link: string): void {
  if (!process.stdout.isTTY) return
  process.stdout.write(
    `\n  Customers:  ${address}/\n  Staff desk: ${link}\n              (works once, for 15 minutes; another: npm run frontdesk -- desk link)\n\n`,
  )
}
