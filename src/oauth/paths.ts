/** Where people are, behind PUBLIC_URL. */

/** A step of signing in, with its id behind it. */
export const INTERACTION_PATH = '/oauth/interaction/';
/** Where the links of invitations and password resets lead, with their code. */
export const LINK_PATH = '/oauth/password';
