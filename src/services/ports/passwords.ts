/** Passwords of people: slow to guess, so slow to check, and bounded in how many are checked at once. */
export type Passwords = {
  /** What is kept in place of the password. */
  readonly hash: (password: string) => Promise<string>;
  /** hash null: there is none, which takes as long to find out. Throws DomainError('unavailable') when too many wait. */
  readonly matches: (password: string, hash: string | null) => Promise<boolean>;
};
