// Numbers as people write them, of tickets and of incidents.

/** PostgreSQL's integer; a larger number in an address names nothing. */
const LARGEST_NUMBER = 2_147_483_647

/** Whether a ticket or an incident may have that number. */
export const isTicketNumber = (number: number): boolean =>
  Number.isInteger(number) && number >= 1 && number <= LARGEST_NUMBER
